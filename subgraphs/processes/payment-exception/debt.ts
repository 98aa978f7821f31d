import type { InvoiceRecord } from '#billing/provider.ts'
import { WeftError } from '#shared/errors.ts'
import type { RecordSource } from '#shared/provenance.ts'
import { answered } from '../answers.ts'
import type { StepContext, StepOutcome } from '../process.ts'
import type { PaymentExceptionFacts } from './facts.ts'

/** SETTLED: nothing is owed any more, paid or waived. WRITTEN_OFF: nobody expects the money, and nobody got it. */
export type Debt = 'OWED' | 'SETTLED' | 'WRITTEN_OFF'

/** What billing says now. */
export async function readDebt(
  facts: PaymentExceptionFacts,
  step: Pick<StepContext, 'call' | 'tools'>,
): Promise<Debt> {
  return (await readOwed(facts, step)).debt
}

/** The same with what it is owed on. An invoice decides where there is one, however it was paid. */
export async function readOwed(
  { payment: { connectionId, nativeId }, invoiceNativeId }: PaymentExceptionFacts,
  { call, tools }: Pick<StepContext, 'call' | 'tools'>,
): Promise<{ debt: Debt; record: OwedRecord }> {
  const billing = tools.billing(connectionId)
  if (invoiceNativeId !== undefined) {
    const invoice = answered((await billing.getInvoices([invoiceNativeId], call))[0])
    if (!invoice) throw gone('the invoice', connectionId)
    return {
      debt: debtOfInvoice(invoice),
      record: toRecord('Invoice', invoice.source, { number: invoice.number }),
    }
  }
  const found = answered((await billing.getPayments([nativeId], call))[0])
  if (!found) throw gone('the payment', connectionId)
  const isSettled = ['SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'CANCELLED'].includes(found.status)
  return {
    debt: isSettled ? 'SETTLED' : 'OWED',
    record: toRecord('Payment', found.source, { number: undefined }),
  }
}

type OwedRecord = NonNullable<StepOutcome['record']>

function debtOfInvoice({ status }: Pick<InvoiceRecord, 'status'>): Debt {
  if (status === 'UNCOLLECTIBLE') return 'WRITTEN_OFF'
  return status === 'PAID' || status === 'VOID' ? 'SETTLED' : 'OWED'
}

function toRecord(
  type: 'Invoice' | 'Payment',
  { connectionId, objectType, nativeId }: RecordSource,
  { number }: Pick<OwedRecord, 'number'>,
): OwedRecord {
  return { ref: { connectionId, objectType, nativeId }, type, number, version: undefined, url: undefined }
}

const gone = (what: string, system: string): WeftError =>
  new WeftError('NOT_FOUND', `${what} is gone`, { system })

const LOOK_AGAIN_MS = 86_400_000

/** An event says that it was paid; should that get lost, a look a day finds it. */
export function lookAgainAt(now: Date, atTheLatest?: Date): Date {
  const tomorrow = new Date(now.getTime() + LOOK_AGAIN_MS)
  return atTheLatest && atTheLatest < tomorrow ? atTheLatest : tomorrow
}
