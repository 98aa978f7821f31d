import type { WrittenInvoice } from '#billing/writes.ts'
import { WeftError } from '#shared/errors.ts'
import { type KeptMoney, keepMoney } from '../kept-money.ts'
import type { Json, StepContext } from '../process.ts'

/** The first invoice as later steps know it. JSON. */
export interface FirstInvoice {
  nativeId: string
  number: string | null
  issuedOn: string | null
  dueOn: string | null
  subtotal: KeptMoney
  tax: KeptMoney
  total: KeptMoney
  lines: {
    nativeId: string
    productNativeId: string | null
    quantity: string
    amount: KeptMoney
    description: string | null
  }[]
}

/** Native id of the draft that the subscription began with. */
export function draftInvoiceOf(step: StepContext): string {
  const id = step.outcomeOf('create-subscription')?.output.firstInvoiceId
  if (typeof id !== 'string') throw new WeftError('INTERNAL', 'the subscription began without an invoice')
  return id
}

export function keepInvoice(invoice: WrittenInvoice): { [key: string]: Json } {
  const kept: FirstInvoice = {
    nativeId: invoice.ref.nativeId,
    number: invoice.number ?? null,
    issuedOn: invoice.issuedOn ?? null,
    dueOn: invoice.dueOn ?? null,
    subtotal: keepMoney(invoice.subtotal),
    tax: keepMoney(invoice.tax),
    total: keepMoney(invoice.total),
    lines: invoice.lines.map(({ nativeId, productNativeId, quantity, amount, description }) => ({
      nativeId,
      productNativeId: productNativeId ?? null,
      quantity,
      amount: keepMoney(amount),
      description: description ?? null,
    })),
  }
  return { invoice: kept as unknown as Json }
}

/** The invoice as it was finalised. */
export function finalisedInvoiceOf(step: StepContext): FirstInvoice {
  const invoice = step.outcomeOf('finalise-invoice')?.output.invoice
  if (!invoice) throw new WeftError('INTERNAL', 'no invoice was finalised')
  return invoice as unknown as FirstInvoice
}
