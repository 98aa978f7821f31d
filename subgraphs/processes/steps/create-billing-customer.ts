import type { Step, StepContext, StepOutcome } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { findRecord } from '../quote-to-cash/find-record.ts'
import { erpCustomerOf } from './customers-of.ts'
import { difference, keepWritten, noteWritten, writesOf } from './written.ts'

/**
 * Billing gets to know the customer, under the names that CRM and ERP have for it. Two deals of a new customer come here one
 * after the other, and the second one takes what the first has made: billing itself would make another customer.
 */
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
  isSequencedByCustomer: true,
  // A plan is shown to who may see no addresses.
  diff: ({ customer }) => difference({ name: customer.legalName }),
  calls: 2,

  async run(facts, step) {
    const madeMeanwhile = await findCustomer(facts, step)
    if (madeMeanwhile) return madeMeanwhile
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

  // Turns keep two deals apart in this step, not a deal's later steps from another's undoing of this one: billing looks whether
  // anything hangs on the customer and deletes it in two calls, and no system has a condition for that. A second deal of the same
  // new customer whose subscription is made between the two loses it, and is refused or held when it goes on to bill.
  async compensate({ billing }, { record }, step) {
    if (!record) return
    const writes = writesOf(step.tools.billing(billing.connectionId))
    await noteWritten(await writes.removeCustomer(record.ref.nativeId, step.call), step)
  },
}

/** What another run has made since this one has read everything; it is not this one's to take back. */
async function findCustomer(
  { billing, crm, customer }: DealFacts,
  { call, tools }: StepContext,
): Promise<StepOutcome | undefined> {
  const [links = []] = await tools.crosswalk.linksOf([customer.id], 'BILLING', { isFresh: true })
  const here = links.filter(({ connectionId }) => connectionId === billing.connectionId)
  const crmNativeIds = [crm.customerNativeId]
  const { record } = await findRecord(here, undefined, (id, ids) =>
    tools.billing(id).getCustomers(
      ids.map((nativeId) => ({ nativeId, crmNativeIds })),
      call,
    ),
  )
  if (!record) return undefined
  const { connectionId, objectType, nativeId } = record.source
  const ref = { connectionId, objectType, nativeId }
  return {
    record: { ref, type: 'Customer', number: undefined, version: undefined, url: undefined },
    output: {},
    isUnchanged: true,
  }
}
