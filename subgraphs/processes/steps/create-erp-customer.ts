import type { ErpProvider, OrderStatus } from '#erp/provider.ts'
import { answered } from '../answers.ts'
import type { Step, StepContext } from '../process.ts'
import type { DealFacts } from '../quote-to-cash/facts.ts'
import { difference, keepWritten, noteWritten, writesOf } from './written.ts'

/** Finance gets to know the customer; one that it has put aside is active again. */
export const createErpCustomer: Step<DealFacts> = {
  key: 'create-erp-customer',
  connectionOf: ({ erp }) => erp.connectionId,
  action: 'Make the customer known to the ERP',
  objectType: 'Customer',
  effect({ erp }) {
    if (erp.customerNativeId === undefined) return 'CREATE'
    return erp.isActive === false ? 'UPDATE' : 'NO_OP'
  },
  compensation: {
    kind: 'REVERSIBLE',
    action: 'Make it inactive',
    notes: 'Never deleted, and left as it is where something else has been ordered by it since.',
  },
  confidence: 'SIMULATED',
  dependsOn: ['check-credit'],
  diff: ({ customer, erp, terms }) =>
    erp.customerNativeId === undefined
      ? difference({
          legalName: customer.legalName,
          currencyCode: terms.currencyCode,
          paymentTermsCode: terms.paymentTermsCode,
          legalEntity: erp.legalEntityNativeId,
        })
      : [{ path: 'isActive', before: 'false', after: 'true' }],
  calls: 2,

  async run({ customer, crm, erp, terms }, step) {
    const { call, tools } = step
    const writes = writesOf(tools.erp(erp.connectionId))
    const { id, ...named } = customer
    const written =
      erp.customerNativeId === undefined
        ? await writes.createCustomer(
            {
              ...named,
              legalEntityNativeId: erp.legalEntityNativeId,
              currencyCode: terms.currencyCode,
              paymentTermsCode: terms.paymentTermsCode,
              crmNativeId: crm.customerNativeId,
            },
            call,
          )
        : await writes.setCustomerActive(erp.customerNativeId, true, call)
    await tools.link(id, written.ref)
    return keepWritten(written, 'Customer', { step })
  },

  async compensate({ erp }, { record }, step) {
    if (!record) return
    const provider = step.tools.erp(erp.connectionId)
    if (await hasOtherOrders(provider, record.ref.nativeId, step)) return
    await noteWritten(await writesOf(provider).setCustomerActive(record.ref.nativeId, false, step.call), step)
  },
}

const STANDING: readonly OrderStatus[] = [
  'ACKNOWLEDGED',
  'PENDING',
  'HELD',
  'IN_PROGRESS',
  'PARTIAL',
  'COMPLETED',
  'BILLED',
]

/** Our own order is closed by now. */
async function hasOtherOrders(
  erp: ErpProvider,
  customerNativeId: string,
  { call }: StepContext,
): Promise<boolean> {
  const request = { customerNativeId, first: 1, after: undefined, statuses: STANDING }
  const [page] = await erp.listOrders([request], call)
  return (answered(page)?.items ?? []).length > 0
}
