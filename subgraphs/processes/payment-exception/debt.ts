import { WeftError } from '#shared/errors.ts'
import { answered } from '../answers.ts'
import type { StepContext } from '../process.ts'
import type { PaymentExceptionFacts } from './facts.ts'

/** SETTLED: nothing is owed any more, paid or waived. WRITTEN_OFF: nobody expects the money, and nobody got it. */
export type Debt = 'OWED' | 'SETTLED' | 'WRITTEN_OFF'

/** What billing says now. An invoice decides where there is one, however it was paid. */
export async function readDebt(
  { payment: { connectionId, nativeId }, invoiceNativeId }: PaymentExceptionFacts,
  { call, tools }: Pick<StepContext, 'call' | 'tools'>,
): Promise<Debt> {
  const billing = tools.billing(connectionId)
  if (invoiceNativeId !== undefined) {
    const invoice = answered((await billing.getInvoices([invoiceNativeId], call))[0])
    if (!invoice) throw gone('the invoice', connectionId)
    if (invoice.status === 'UNCOLLECTIBLE') return 'WRITTEN_OFF'
    return invoice.status === 'PAID' || invoice.status === 'VOID' ? 'SETTLED' : 'OWED'
  }
  const found = answered((await billing.getPayments([nativeId], call))[0])
  if (!found) throw gone('the payment', connectionId)
  return ['SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED'].includes(found.status)
    ? 'SETTLED'
    : 'OWED'
}

const gone = (what: string, system: string): WeftError =>
  new WeftError('NOT_FOUND', `${what} is gone`, { system })

const LOOK_AGAIN_MS = 86_400_000

/** An event says that it was paid; should that get lost, a look a day finds it. */
export function lookAgainAt(now: Date, atTheLatest?: Date): Date {
  const tomorrow = new Date(now.getTime() + LOOK_AGAIN_MS)
  return atTheLatest && atTheLatest < tomorrow ? atTheLatest : tomorrow
}
