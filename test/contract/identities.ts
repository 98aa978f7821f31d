import type { CallContext } from '#shared/connections/call-context.ts'
import type { Identity, IdentitySource } from '#shared/crosswalk.ts'

/** Every customer or product of a provider, all pages of it. */
export async function listAll(
  { identities }: { identities: IdentitySource },
  type: Identity['type'],
  call: CallContext,
): Promise<Identity[]> {
  const all: Identity[] = []
  let cursor: string | undefined
  do {
    const page = await identities.listIdentities(type, cursor, call)
    all.push(...page.identities)
    cursor = page.next
  } while (cursor !== undefined)
  return all
}
