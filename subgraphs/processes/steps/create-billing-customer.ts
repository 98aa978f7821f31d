import type { Step } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { erpCustomerOf } from './customers-of.ts'
import { difference, keepWritten, noteWritten, writesOf } from './written.ts'

/** Billing gets to know the customer, under the names that CRM and ERP have for it. */
export const createBillingCustomer: Step<DealFacts> = {
  key: 'create-billing-customer',
  connectionOf: ({ billing }) => billing.connectionId,
  action: 'Make the customer known to billing',
  objectType: 'Customer',
  effect: ({ billing }) => (billing.customerNativeId === undefined ? 'CREATE' : 'NO_OP'),
  compensation: {
    kind: 'REVERSIBLE',
    action: 'Delete it',
    notes: 'Stays, linked, where something hangs on it.',
  },
  confidence: 'SIMULATED',
  dependsOn: ['create-erp-customer'],
  diff: ({ customer }) => difference({ name: customer.legalName, billingEmail: customer.email }),
  calls: 2,

  async run(facts, step) {
    const { billing, crm, customer } = facts
    const { id, legalName, email, address, taxIdentifiers } = customer
    const written = await writesOf(step.tools.billing(billing.connectionId)).createCustomer(
      {
        name: legalName,
        email,
        address,
        taxIdentifiers: taxIdentifiers.filter(({ scheme }) => scheme !== 'unknown'),
        crmNativeId: crm.customerNativeId,
        erpNativeId: erpCustomerOf(facts, step),
      },
      step.call,
    )
    await step.tools.link(id, written.ref)
    return keepWritten(written, 'Customer', { step })
  },

  async compensate({ billing }, { record }, step) {
    if (!record) return
    const writes = writesOf(step.tools.billing(billing.connectionId))
    await noteWritten(await writes.removeCustomer(record.ref.nativeId, step.call), step)
  },
}
