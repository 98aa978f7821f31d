import { allRecords, type Listed } from '#shared/listed.ts'
import { MAX_PAGE } from '#shared/page.ts'
import type { EntitlementCheckResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import { customerKeysOf } from '../customers.ts'
import { weighEvidence } from '../entitlement-evidence.ts'
import { entitlementsOfCustomer } from '../feature-entitlements.ts'
import type { EntitlementCheckMapper } from '../mappers.ts'
import type { FeatureEntitlementRecord, InvoiceRecord } from '../provider.ts'

const object = ({ customerId, productId, featureKey }: EntitlementCheckMapper): string =>
  `EntitlementCheck ${JSON.stringify([customerId, productId, featureKey])}`

export const EntitlementCheck: EntitlementCheckResolvers = {
  __resolveReference: ({ customerId, productId, featureKey, channel }) => ({
    customerId,
    productId,
    featureKey,
    channel,
  }),

  async billingEvidence(check, _, context) {
    const facts = await context.loadedRecords.noteOf(object(check), readFacts(check, context), (read) => [
      ...(read?.active ?? []),
      ...(read?.overdue ?? []),
    ])
    if (!facts) return null
    const hasFeature = facts.active?.some(({ feature }) => feature.key === check.featureKey)
    const [oldestDueDate] = facts.overdue.flatMap(({ dueDate }) => dueDate ?? []).toSorted()
    return weighEvidence({ hasFeature, oldestDueDate }, context.request.receivedAt)
  },

  billingReads: (check, _, { loadedRecords }) => loadedRecords.readsOf(object(check)),
}

/** What billing's say rests on; undefined when no billing system knows the customer. */
async function readFacts(
  { customerId, featureKey }: EntitlementCheckMapper,
  context: Context,
): Promise<{ active: FeatureEntitlementRecord[] | undefined; overdue: InvoiceRecord[] } | undefined> {
  const [active, overdue] = await Promise.all([
    featureKey == null ? undefined : entitlementsOfCustomer(customerId, context),
    loadOverdue(customerId, context),
  ])
  // What cannot be read might be what speaks against: billing has no say then.
  return overdue && { active: active && allRecords(active), overdue: allRecords(overdue) }
}

async function loadOverdue(
  customerId: string,
  context: Context,
): Promise<Listed<InvoiceRecord>[] | undefined> {
  const keys = await customerKeysOf(customerId, context)
  const asked = { first: MAX_PAGE, after: undefined, overdueAt: context.request.receivedAt }
  const statuses = ['OPEN', 'PARTIALLY_PAID'] as const
  const pages = keys?.map(({ connectionId, ...customer }) =>
    context.loaders.invoicePage.load({ connectionId, customer, ...asked, statuses }),
  )
  return pages && (await Promise.all(pages)).flatMap((page) => page?.items ?? [])
}
