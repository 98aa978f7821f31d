import { stripeId, salesforceId, serviceNowSysId } from '#demo-world/native-ids.ts'
import type { Run } from '#processes/engine/run-rows.ts'
import type { EntityType } from '#shared/global-id.ts'
import { writeServiceNow } from '../../support/event-world.ts'
import { CHARGED, NEW_CUSTOMER } from './companies.ts'
import type { Scene, Stage } from './stage.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Every step of every process is reached by one of them: `every-step.test.ts` says which one is not. */
export const SCENES: readonly Scene[] = [
  {
    name: 'a customer that is new to all but the CRM',
    kind: 'QUOTE_TO_CASH',
    async begin(stage) {
      await forgetNewCustomer(stage)
      return { opportunityRef: opportunityRef(NEW_CUSTOMER?.opportunityId ?? '') }
    },
  },
  {
    name: 'a customer that pays by card',
    kind: 'QUOTE_TO_CASH',
    async begin(stage) {
      const customer = stripeId('cus', CHARGED)
      const card = await writeStripe(stage, 'POST', 'payment_methods/pm_card_visa/attach', { customer })
      const settings = { 'invoice_settings[default_payment_method]': card.id }
      await writeStripe(stage, 'POST', `customers/${customer}`, settings)
      return { opportunityRef: opportunityRef(salesforceId('006', `${CHARGED}-o1`)) }
    },
  },
  {
    name: 'a contract whose subscription goes on',
    kind: 'RENEWAL_TO_INVOICE',
    begin: async (stage) => ({ contractId: await wayneContract(stage) }),
    goOn: waitForBilling,
  },
  {
    name: 'a contract that nothing bills any more',
    kind: 'RENEWAL_TO_INVOICE',
    async begin(stage) {
      await writeStripe(stage, 'DELETE', `subscriptions/${stripeId('sub', 'wayne-s1')}`)
      // Billing's search finds it as it was for a while.
      await stage.moveTo(new Date(Date.now() + 60_000))
      return { contractId: await wayneContract(stage) }
    },
    goOn: waitForBilling,
  },
  {
    name: 'a case that waits',
    kind: 'CASE_TO_ENTITLEMENT',
    begin: async (stage) => ({ caseId: await caseId(stage, 'wonka-k1'), onNotEntitled: 'HOLD' }),
    goOn: (stage) => entitle(stage, 'wonka'),
  },
  {
    name: 'a case that goes to billing',
    kind: 'CASE_TO_ENTITLEMENT',
    begin: async (stage) => ({ caseId: await caseId(stage, 'wonka-k1'), onNotEntitled: 'ROUTE_TO_BILLING' }),
  },
  {
    name: 'a case that takes a unit',
    kind: 'CASE_TO_ENTITLEMENT',
    async begin(stage) {
      const servicenow = stage.world.emulator('servicenow')
      const opened = {
        short_description: 'It stopped',
        account: serviceNowSysId('customer_account', 'umbrella'),
      }
      const { sys_id: sysId = '' } = await writeServiceNow(servicenow, 'POST', CASES, opened)
      for (const fields of [{ state: '10' }, { state: '6', resolution_code: '1', close_notes: 'Done' }])
        await writeServiceNow(servicenow, 'PATCH', `${CASES}/${sysId}`, fields)
      const native = ['support-servicenow', 'sn_customerservice_case', sysId] as const
      return { caseId: await idOf(stage, 'Case', native), moment: 'RESOLVED' }
    },
  },
  {
    name: 'a payment that comes after the days of grace',
    kind: 'PAYMENT_EXCEPTION',
    async begin(stage) {
      const [paymentId, invoiceId] = [
        await idOf(stage, 'Payment', ['billing-stripe', 'payment_intent', stripeId('pi', 'globex-i2-p1')]),
        await idOf(stage, 'Invoice', ['billing-stripe', 'invoice', stripeId('in', 'globex-i2')]),
      ]
      return { paymentId, invoiceId, failedAt: new Date().toISOString() }
    },
    async goOn(stage, run) {
      if (await isSuspended(stage, run)) {
        const path = `invoices/${stripeId('in', 'globex-i2')}/pay`
        await writeStripe(stage, 'POST', path, { payment_method: 'pm_card_visa' })
      } else await stage.moveTo(new Date(Date.now() + 15 * DAY_MS))
    },
  },
  {
    name: 'a customer that changes in every system',
    kind: 'CUSTOMER_UPSERT',
    begin: async (stage) => ({
      id: await customerId(stage, salesforceId('001', 'wayne')),
      displayName: 'Wayne Lines',
      legalName: 'Wayne Lines plc',
      billingAddress: { line1: '1 Canada Square', city: 'London', postalCode: 'E14 5AB', countryCode: 'GB' },
    }),
  },
  {
    name: 'a customer that nobody has',
    kind: 'CUSTOMER_UPSERT',
    isHeldAgain: true,
    async begin({ world }) {
      // With a token in hand: the first call of the run is a write.
      const call = { correlationId: 'token', signal: AbortSignal.timeout(20_000) }
      await world.domains.processes.engine.tools
        .crm('crm-salesforce')
        .getCustomers([salesforceId('001', 'wayne')], call)
      return {
        displayName: 'Vehement Capital',
        paymentTermsCode: 'NET_30',
        targets: ['CRM', 'ERP', 'BILLING'],
        whenNew: {
          ...{ domain: 'vehement.example', taxId: '61-4242424', businessUnitKey: 'americas' },
          ...{ currencyCode: 'USD', billingEmail: 'ap@vehement.example' },
        },
      }
    },
  },
  {
    name: 'what systems told',
    kind: 'EVENTS_REPLAY',
    begin: async () => ({ from: '2026-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z', dryRun: false }),
  },
]

const opportunityRef = (externalId: string) => ({
  systemId: 'crm-salesforce',
  objectType: 'Opportunity',
  externalId,
})

const CASES = '/api/now/table/sn_customerservice_case'

type Native = readonly [connectionId: string, objectType: string, nativeId: string]

async function idOf(stage: Stage, type: EntityType, [connectionId, objectType, nativeId]: Native) {
  const { crosswalk } = stage.world.domains.processes.engine.tools
  const [id = ''] = await crosswalk.ensureIds(type, [{ connectionId, objectType, nativeId }])
  return id
}

const wayneContract = (stage: Stage) =>
  idOf(stage, 'Contract', ['crm-salesforce', 'Contract', salesforceId('800', 'wayne-c1')])
const caseId = (stage: Stage, key: string) =>
  idOf(stage, 'Case', [
    'support-servicenow',
    'sn_customerservice_case',
    serviceNowSysId('sn_customerservice_case', key),
  ])

async function customerId({ world }: Stage, accountId: string): Promise<string> {
  const { crosswalk } = world.domains.processes.engine.tools
  const [connectionId, objectType] = ['crm-salesforce', 'Account']
  return (await crosswalk.findIds('Customer', [{ connectionId, objectType, nativeId: accountId }]))[0] ?? ''
}

/** Whom a run has made known to a system is new to it again. */
async function forgetNewCustomer(stage: Stage): Promise<void> {
  const { store, tools } = stage.world.domains.processes.engine
  const id = await customerId(stage, NEW_CUSTOMER?.accountId ?? '')
  await store.query("delete from crosswalk.links where id = $1 and connection_id <> 'crm-salesforce'", [id])
  await tools.crosswalk.linksOf([id], 'CRM', { isFresh: true })
}

/** Two hours after an invoice was to be made, billing has finalised it. */
function waitForBilling(stage: Stage, { waitsUntil }: Run): Promise<void> {
  return stage.moveTo(new Date(Number(waitsUntil) + 2 * HOUR_MS))
}

async function entitle(stage: Stage, key: string): Promise<void> {
  await writeServiceNow(stage.world.emulator('servicenow'), 'POST', '/api/now/table/service_entitlement', {
    ...{ entitlement_name: 'Support', account: serviceNowSysId('customer_account', key) },
    ...{ state: 'active', start_date: '2020-01-01' },
  })
}

async function isSuspended(stage: Stage, { id }: Run): Promise<boolean> {
  const { tools } = stage.world.domains.processes.engine
  return (await tools.claims.find('SUSPENSION', { runId: id })).length > 0
}

async function writeStripe(
  { world }: Stage,
  method: 'POST' | 'DELETE',
  path: string,
  fields: Record<string, string> = {},
): Promise<{ id: string }> {
  const { baseUrl, credentials } = world.emulator('stripe')
  const answer = await fetch(`${baseUrl}/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${credentials.apiKey}` },
    ...(method === 'POST' && { body: new URLSearchParams(fields) }),
  })
  if (!answer.ok) throw new Error(`Stripe answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}
