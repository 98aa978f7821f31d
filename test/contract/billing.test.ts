import { billingProviders } from '#billing/providers/index.ts'
import { emulators } from '../../subgraphs/__generated__/emulators.ts'
import { testBillingProvider } from './billing.ts'
import { testBillingGraph } from './billing-graph.ts'
import { testBillingInvoices } from './billing-invoices.ts'
import { testBillingProjection } from './billing-projection.ts'
import { testBillingSubscriptions } from './billing-subscriptions.ts'
import type { BillingVendor } from './billing-world.ts'
import { testBillingWrites } from './billing-writes.ts'

for (const [vendor, createProvider] of Object.entries(billingProviders)) {
  const { create } = emulators[vendor as keyof typeof billingProviders]
  const billing: BillingVendor = { vendor, createProvider, emulator: create() as BillingVendor['emulator'] }
  testBillingProvider(billing)
  testBillingInvoices(billing)
  testBillingSubscriptions(billing)
  testBillingGraph(billing)
  testBillingProjection(billing)
  testBillingWrites(billing)
}
