import type { Context } from './context.ts'
import type { AccountRecord } from './provider.ts'

/** A customer's accounts in all support systems, oldest link first; undefined when none knows the customer. */
export function loadAccounts(customerId: string, context: Context): Promise<AccountRecord[] | undefined> {
  const load = readAccounts(customerId, context)
  return context.loadedRecords.note(`Customer ${customerId}`, load)
}

async function readAccounts(
  customerId: string,
  { ids, loaders }: Context,
): Promise<AccountRecord[] | undefined> {
  const links = await ids.linksOf(customerId, 'SUPPORT')
  if (links.length === 0) return undefined
  const accounts = await Promise.all(links.map((link) => loaders.account.load(link)))
  return accounts.filter((account) => account !== undefined)
}
