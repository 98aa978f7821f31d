import type { EntitlementCheckResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import { collectEvidence, weighEvidence } from '../entitlement-policy.ts'
import type { EntitlementCheckMapper } from '../mappers.ts'
import { combineReads } from '../provenance.ts'

export const EntitlementCheck: EntitlementCheckResolvers = {
  __resolveReference: (reference) => ({ ...reference }),
  checkedAt: (_, __, { request }) => request.receivedAt,
  outcome: async (check, _, context) => (await weigh(check, context)).outcome,
  reasons: async (check, _, context) => (await weigh(check, context)).reasons,
  basis: (check, _, context) =>
    combineReads(context, check, { typeName: 'EntitlementCheck', linkedAs: undefined }),
  // Nobody can grant one yet.
  override: () => null,
}

async function weigh(check: EntitlementCheckMapper, { loaders }: Context) {
  const links = await loaders.linksOf(check.customerId)
  return weighEvidence(collectEvidence(check, new Set(links.map(({ domain }) => domain))))
}
