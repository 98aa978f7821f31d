import type { Fault } from '#shared/emulator/faults.ts'
import { CALL_TIMEOUT_MS } from './policy.ts'

/** A call of quote-to-cash, by what its system sees of it, and how that system says no. */
interface NamedCall extends Pick<Fault, 'method' | 'path' | 'bodyContains'> {
  vendor: string
  refusal: Pick<Fault, 'status' | 'body'>
}

const salesforce = (bodyContains: string): NamedCall => ({
  vendor: 'salesforce',
  method: 'POST',
  path: '/services/data/',
  bodyContains,
  refusal: {
    status: 400,
    body: [{ message: 'not by our rules', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }],
  },
})
const stripe = (path: string): NamedCall => ({
  vendor: 'stripe',
  method: 'POST',
  path,
  refusal: { status: 400, body: { error: { type: 'invalid_request_error', message: 'not by our rules' } } },
})
const servicenow = (table: string): NamedCall => ({
  vendor: 'servicenow',
  method: 'POST',
  path: `/api/now/v2/table/${table}`,
  refusal: {
    status: 403,
    body: { error: { message: 'Operation Failed', detail: 'a rule of ours' }, status: 'failure' },
  },
})
const netsuite = (method: string, path: string): NamedCall => ({
  vendor: 'netsuite',
  method,
  path: `/services/rest/record/v1/${path}`,
  refusal: {
    status: 400,
    body: {
      title: 'Bad Request',
      status: 400,
      'o:errorDetails': [{ detail: 'not by our rules', 'o:errorCode': 'USER_ERROR' }],
    },
  },
})

/** The writes of quote-to-cash, and those that take back. */
export const CALLS: Readonly<Record<string, NamedCall>> = {
  'draft the contract': salesforce('"referenceId":"contract"'),
  'put the contract into force': salesforce('"Status":"Activated"'),
  'note the outcome': salesforce('sobjects/Opportunity/'),
  'create the billing customer': stripe('/v1/customers'),
  'create the subscription': stripe('/v1/subscriptions'),
  'finalise the invoice': stripe('/v1/invoices/in_'),
  'create the support account': servicenow('customer_account'),
  'create the entitlement': servicenow('service_entitlement'),
  'create the ERP customer': netsuite('PUT', 'customer'),
  'create the order': netsuite('PUT', 'salesOrder'),
  'post the invoice': netsuite('POST', 'salesOrder/'),
  'close the order': netsuite('PATCH', 'salesOrder'),
}

/** How a call goes wrong. */
export const MODES: Readonly<Record<string, (call: NamedCall) => Fault>> = {
  refused: ({ refusal }) => refusal,
  'told to come later': () => ({ status: 429, headers: { 'retry-after': '1' }, body: {} }),
  'not answered well': () => ({ status: 503, body: {} }),
  'applied, and answered 500': () => ({ status: 500, body: {}, applied: true }),
  'applied, and answered too late': () => ({ delayMs: CALL_TIMEOUT_MS + 500 }),
  'cut before it is applied': () => ({ reset: 'before-answer' }),
  'cut after it is applied': () => ({ reset: 'before-answer', applied: true }),
  'cut in the middle of its answer': () => ({ reset: 'mid-body' }),
}

/** One call that will go wrong. */
export function toFault(callName: string, modeName: string): Fault & { vendor: string } {
  const [call, mode] = [CALLS[callName], MODES[modeName]]
  if (!call || !mode) throw new Error(`there is no call ${callName}, or no mode ${modeName}`)
  const { refusal: _refusal, ...named } = call
  return { ...named, ...mode(call), times: 1 }
}
