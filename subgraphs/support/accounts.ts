import type { Context } from './context.ts'
import type { LoadedRecord } from './loaded-records.ts'
import type { AccountRecord } from './provider.ts'

/** A customer's accounts in all support systems, oldest link first; undefined when none knows the customer. */
export async function loadAccounts(
  customerId: string,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<AccountRecord[] | undefined> {
  const links = await loaders.supportLinks.load(customerId)
  if (links.length === 0) return undefined
  const accounts = await Promise.all(links.map((link) => loaders.account.load(link)))
  return accounts.filter((account) => account !== undefined)
}

export function loadedAccounts(
  accounts: readonly AccountRecord[] | undefined,
  { loaders }: Pick<Context, 'loaders'>,
): LoadedRecord[] {
  return (accounts ?? []).map(({ source }) => ({
    source,
    fields: loaders.fieldSourcesOf(source.connectionId).account,
  }))
}
