import { allRecords } from '#shared/listed.ts'
import { toEntity } from '#shared/subgraph/records.ts'
import type { EntitlementCheckResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import { type Candidate, weighEntitlements } from '../entitlement-evidence.ts'
import { entitlementsOfCustomer } from '../entitlements.ts'
import type { EntitlementCheckMapper } from '../mappers.ts'
import type { SupportEntitlementRecord } from '../provider.ts'

const object = (check: EntitlementCheckMapper): string =>
  `EntitlementCheck ${JSON.stringify([check.customerId, check.productId, check.featureKey, check.channel])}`

export const EntitlementCheck: EntitlementCheckResolvers = {
  __resolveReference: ({ customerId, productId, featureKey, channel }) => ({
    customerId,
    productId,
    featureKey,
    channel,
  }),

  async supportEvidence(check, _, context) {
    const load = allEntitlements(check.customerId, context)
    const records = await context.loadedRecords.note(object(check), load)
    const candidates = records && (await Promise.all(records.map((record) => toCandidate(record, context))))
    const question = {
      productId: check.productId ?? undefined,
      featureKey: check.featureKey ?? undefined,
      channel: check.channel ?? undefined,
    }
    return weighEntitlements(candidates, question, context.request.receivedAt)
  },

  supportReads: (check, _, { loadedRecords }) => loadedRecords.readsOf(object(check)),
}

/** What cannot be read might be what grants or what ends: the check has no say then. */
async function allEntitlements(
  customerId: string,
  context: Context,
): Promise<SupportEntitlementRecord[] | undefined> {
  const items = await entitlementsOfCustomer(customerId, context)
  return items && allRecords(items)
}

async function toCandidate(entitlement: SupportEntitlementRecord, context: Context): Promise<Candidate> {
  const product = await toEntity('Product', entitlement.product, context)
  return { entitlement, productId: product?.id }
}
