import type { InvoiceRecord, PaymentRecord } from '#billing/provider.ts'
import { isWeftError } from '#shared/errors.ts'
import { addDays } from '#shared/clock.ts'
import { isUnreadable } from '#shared/listed.ts'
import type { CaseStatus } from '#support/provider.ts'
import { answered } from '../answers.ts'
import { keepMoney } from '../kept-money.ts'
import { problem } from '../problem.ts'
import type { LookContext, Prepared, Problem } from '../process.ts'
import { classifyFailure } from './classify.ts'
import type { PaymentExceptionFacts, PaymentExceptionInput } from './facts.ts'

/** Reads the payment, whose it is, and what hangs on it. Writes nothing. */
export async function preparePaymentException(
  input: PaymentExceptionInput,
  look: LookContext,
): Promise<Prepared<PaymentExceptionFacts>> {
  const { call, tools } = look
  const found = await readPayment(input, look)
  if (!found) return stoppedBy(UNKNOWN_PAYMENT)
  const { connectionId, payment, invoice } = found
  const [customerId] = payment.customer ? await tools.crosswalk.findIds('Customer', [payment.customer]) : []
  if (customerId === undefined) return stoppedBy(UNKNOWN_CUSTOMER)
  const nativeId = payment.source.nativeId
  const dunning = payment.customer && {
    nativeId,
    customerNativeId: payment.customer.nativeId,
  }
  const [plan] = dunning ? await tools.billing(connectionId).getDunning([dunning], call) : []
  const support = await readSupport(customerId, look)
  const businessUnitKey = await tools.businessUnitKeyOf(customerId)
  const { paymentGraceDays } = tools.rulesOf(businessUnitKey)
  const graceUntil = addDays(new Date(input.failedAt), paymentGraceDays).toISOString()
  const nextAttemptAt = isWeftError(plan) ? undefined : plan?.nextAttemptAt?.toISOString()
  const facts: PaymentExceptionFacts = {
    payment: { connectionId, nativeId },
    ...(invoice ? { invoiceNativeId: invoice.source.nativeId } : {}),
    failure: classifyFailure(payment),
    failureCode: payment.failureCode,
    amount: keepMoney(invoice?.amountDue ?? payment.amount),
    ...{ nextAttemptAt, customerId, graceUntil, support },
    cases: await readOpenCases(support, look),
  }
  return {
    ...{ facts, problems: [], approval: undefined, warnings: [], customerId },
    subject: { type: 'Payment', id: input.paymentId },
    amount: invoice?.amountDue ?? payment.amount,
    businessUnitKey,
    pinned: { failure: facts.failure, graceUntil },
  }
}

interface FoundPayment {
  connectionId: string
  payment: PaymentRecord
  invoice: InvoiceRecord | undefined
}

async function readPayment(
  { paymentId, invoiceId }: PaymentExceptionInput,
  { call, tools }: LookContext,
): Promise<FoundPayment | undefined> {
  const [paymentLinks = [], invoiceLinks = []] = await tools.crosswalk.linksOf(
    [paymentId, ...(invoiceId === undefined ? [] : [invoiceId])],
    'BILLING',
  )
  const [link] = paymentLinks
  if (!link) return undefined
  const billing = tools.billing(link.connectionId)
  const invoiceLink = invoiceLinks.find(({ connectionId }) => connectionId === link.connectionId)
  const [[payment], [invoice]] = await Promise.all([
    billing.getPayments([link.nativeId], call),
    invoiceLink ? billing.getInvoices([invoiceLink.nativeId], call) : [undefined],
  ])
  const known = answered(payment)
  return known && { connectionId: link.connectionId, payment: known, invoice: answered(invoice) }
}

async function readSupport(
  customerId: string,
  { tools }: LookContext,
): Promise<PaymentExceptionFacts['support']> {
  const [links = []] = await tools.crosswalk.linksOf([customerId], 'SUPPORT')
  const byConnection = Map.groupBy(links, ({ connectionId }) => connectionId)
  return [...byConnection].flatMap(([connectionId, accounts]) =>
    tools.support(connectionId).writes
      ? [{ connectionId, accountNativeIds: accounts.map(({ nativeId }) => nativeId) }]
      : [],
  )
}

const OPEN: readonly CaseStatus[] = ['NEW', 'IN_PROGRESS', 'WAITING_ON_CUSTOMER', 'ON_HOLD']
/** Nobody reads a note at more of them. */
const MOST_CASES = 50

async function readOpenCases(
  support: PaymentExceptionFacts['support'],
  { call, tools }: LookContext,
): Promise<PaymentExceptionFacts['cases']> {
  const pages = await Promise.all(
    support.map(async ({ connectionId, accountNativeIds: accountIds }) => {
      const request = { accountIds, statuses: OPEN, first: MOST_CASES, after: undefined }
      return answered((await tools.support(connectionId).listCases([request], call))[0])?.items ?? []
    }),
  )
  return pages
    .flat()
    .flatMap((item) =>
      isUnreadable(item)
        ? []
        : [{ connectionId: item.source.connectionId, nativeId: item.nativeId, number: item.caseNumber }],
    )
}

const RETRY = 'Retry when it is known; new records are found within minutes'

export const UNKNOWN_PAYMENT = problem('NOT_FOUND', 'payment', {
  message: 'no billing system has such a payment',
  fix: RETRY,
})
const UNKNOWN_CUSTOMER = problem('NOT_LINKED', 'customer', {
  message: 'the customer of the payment is not known to Weft yet',
  fix: RETRY,
})

function stoppedBy(found: Problem): Prepared<PaymentExceptionFacts> {
  return {
    problems: [found],
    ...{ facts: undefined, approval: undefined, warnings: [], pinned: null, subject: undefined },
    ...{ amount: undefined, customerId: undefined, businessUnitKey: undefined },
  }
}
