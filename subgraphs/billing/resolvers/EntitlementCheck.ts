import type { EntitlementCheckResolvers } from '../__generated__/resolvers.ts'
import type { Context } from '../context.ts'
import { loadInvoices } from '../customer-pages.ts'
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

  async billingEvidence(check, _arguments, context) {
    const { customerId, featureKey } = check
    if (!(await customerKeysOf(customerId, context))) return null
    const [active, overdue] = await Promise.all([
      featureKey == null ? undefined : activeEntitlements(check, context),
      overdueInvoices(check, context),
    ])
    const hasFeature = active?.some(({ feature }) => feature.key === featureKey)
    const [oldestDueDate] = overdue.flatMap(({ dueDate }) => dueDate ?? []).toSorted()
    return weighEvidence({ hasFeature, oldestDueDate }, context.request.receivedAt)
  },

  billingReads: (check, _arguments, { loadedRecords }) => loadedRecords.readsOf(object(check)),
}

async function activeEntitlements(
  check: EntitlementCheckMapper,
  context: Context,
): Promise<FeatureEntitlementRecord[]> {
  const load = entitlementsOfCustomer(check.customerId, context)
  return (await context.loadedRecords.note(object(check), load, (records) => records ?? [])) ?? []
}

async function overdueInvoices(check: EntitlementCheckMapper, context: Context): Promise<InvoiceRecord[]> {
  const load = async (): Promise<InvoiceRecord[]> => {
    const page = { kind: 'EntitlementCheck', first: 100, overdue: true }
    const statuses = ['OPEN', 'PARTIALLY_PAID'] as const
    const invoices = await loadInvoices(check.customerId, { ...page, statuses }, context)
    return invoices?.nodes.map(({ record }) => record) ?? []
  }
  return context.loadedRecords.note(object(check), load(), (records) => records)
}
