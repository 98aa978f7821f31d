import type {
  DunningKey,
  DunningRecord,
  ListRequest,
  PaymentRecord,
  PaymentStatus,
} from '#billing/provider.ts'
import type { Answer } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import { nativeInvoice, nativePaymentIntent } from '../native.ts'
import { isTried, toCanonicalPayment } from '../to-canonical/payment.ts'
import { parseNative, toInstant } from '../to-canonical/record.ts'
import { LARGEST_PAGE, scanList } from './list.ts'
import { answerEach, mappingOf, type Reading } from './reading.ts'
import { listForMany } from './search.ts'

type Request = ListRequest<PaymentStatus>

const EXPAND = ['latest_charge.balance_transaction', 'latest_charge.refunds']
const EXPAND_LIST = EXPAND.map((path) => `data.${path}`)

/** Undefined: nobody has tried to pay yet. */
function toRecord(reading: Reading, native: unknown): PaymentRecord | undefined {
  const mapping = mappingOf(reading)
  const intent = parseNative(nativePaymentIntent, native, mapping)
  return isTried(intent) ? toCanonicalPayment(intent, mapping) : undefined
}

const isWanted = (record: PaymentRecord | undefined, { statuses }: Request): record is PaymentRecord =>
  record !== undefined && (statuses === undefined || statuses.includes(record.status))

export async function listPayments(
  reading: Reading,
  requests: readonly Request[],
  call: CallContext,
): Promise<Answer<Page<Listed<PaymentRecord>>>[]> {
  return listForMany<Request, PaymentRecord>(requests, {
    connectionId: reading.connectionId,
    field: 'customer',
    ownerOf: ({ customer }) => customer.nativeId,
    listOne: (request) => listOne(reading, request, call),
    search: (query) =>
      reading.client.read(call, (stripe) =>
        stripe.paymentIntents.search({ query, limit: LARGEST_PAGE, expand: EXPAND_LIST }),
      ),
    toItem: (native) => toRecord(reading, native),
    isWanted,
  })
}

function listOne(
  reading: Reading,
  request: Request,
  call: CallContext,
): Promise<Page<Listed<PaymentRecord>>> {
  const customer = request.customer.nativeId
  return scanList({
    connectionId: reading.connectionId,
    first: request.first,
    after: request.after,
    filtered: true,
    list: (params) =>
      reading.client.read(call, (stripe) =>
        stripe.paymentIntents.list({ ...params, customer, expand: EXPAND_LIST }),
      ),
    toItem: (native) => {
      const record = toRecord(reading, native)
      return isWanted(record, request) ? record : undefined
    },
  })
}

export function getPayments(
  reading: Reading,
  nativeIds: readonly string[],
  call: CallContext,
): Promise<Answer<PaymentRecord>[]> {
  return answerEach(nativeIds, async (id) =>
    toRecord(
      reading,
      await reading.client.read(call, (stripe) => stripe.paymentIntents.retrieve(id, { expand: EXPAND })),
    ),
  )
}

/** How many of a customer's newest invoices are looked through, in pages of 100. */
const MOST_INVOICE_PAGES = 3

/**
 * The retry schedule is the invoice's, and a payment intent does not name its invoice: each customer's invoices are read
 * with the payments that they ask for, newest first, until every payment has found its own.
 */
export async function getDunning(
  reading: Reading,
  keys: readonly DunningKey[],
  call: CallContext,
): Promise<Answer<DunningRecord>[]> {
  const byCustomer = Map.groupBy(keys, ({ customerNativeId }) => customerNativeId)
  const groups = [...byCustomer.entries()]
  const answers = await answerEach(groups, ([customer, group]) =>
    readSchedules(reading, customer, new Set(group.map(({ nativeId }) => nativeId)), call),
  )
  const answerOf = new Map(groups.map(([customer], index) => [customer, answers[index]]))
  return keys.map(({ customerNativeId, nativeId }) => {
    const answer = answerOf.get(customerNativeId)
    return answer instanceof Map ? answer.get(nativeId) : answer
  })
}

async function readSchedules(
  reading: Reading,
  customer: string,
  wanted: ReadonlySet<string>,
  call: CallContext,
): Promise<Map<string, DunningRecord>> {
  const found = new Map<string, DunningRecord>()
  let after: string | undefined
  for (let page = 0; page < MOST_INVOICE_PAGES && found.size < wanted.size; page += 1) {
    const position = after === undefined ? {} : { starting_after: after }
    const answer = await reading.client.read(call, (stripe) =>
      stripe.invoices.list({ customer, limit: LARGEST_PAGE, expand: ['data.payments'], ...position }),
    )
    for (const [payment, schedule] of answer.data.flatMap((native) => schedulesOf(reading, native)))
      if (wanted.has(payment)) found.set(payment, schedule)
    after = answer.data.at(-1)?.id
    if (!answer.has_more) break
  }
  return found
}

/** Only the invoice's default payment is retried; a partial payment beside it was one try. */
function schedulesOf(reading: Reading, native: unknown): [string, DunningRecord][] {
  const invoice = parseNative(nativeInvoice, native, mappingOf(reading))
  return (invoice.payments?.data ?? []).flatMap(({ is_default, payment }): [string, DunningRecord][] => {
    if (payment.payment_intent == null) return []
    const attempt = is_default ? Math.max(invoice.attempt_count, 1) : 1
    const nextAttemptAt = is_default ? toInstant(invoice.next_payment_attempt) : undefined
    return [[payment.payment_intent, { attempt, nextAttemptAt }]]
  })
}
