import { Decimal } from 'decimal.js'
import { invalid, required } from '../errors.ts'
import { rowOf, type Transaction } from '../transaction.ts'
import type { InvoiceRow, LineRow } from './rows.ts'

/** A line as a caller gives it. */
export interface GivenCreditLine {
  amount?: number
  description?: string | null
  invoice_line_item?: string
  quantity?: number
  type?: 'custom_line_item' | 'invoice_line_item'
  unit_amount?: number
  unit_amount_decimal?: string
}

/** A line of a credit note, before it has an id. */
export interface CreditLine {
  amount: number
  description: string | null
  invoice_line_item?: string
  quantity: number | null
  type: 'custom_line_item' | 'invoice_line_item'
  unit_amount: number | null
  unit_amount_decimal: string | null
}

/** Lines that repeat the invoice's (in part, by amount or by quantity), or say something of their own. */
export function creditLines(
  transaction: Transaction,
  invoice: InvoiceRow,
  given: readonly GivenCreditLine[],
): CreditLine[] {
  return given.map((line, index) => {
    const param = `lines[${index}]`
    const type = required(line.type, `${param}[type]`)
    return type === 'invoice_line_item'
      ? repeated(transaction, invoice, { line, param })
      : custom(line, param)
  })
}

function repeated(
  transaction: Transaction,
  invoice: InvoiceRow,
  { line, param }: { line: GivenCreditLine; param: string },
): CreditLine {
  const source = rowOf<LineRow>(transaction, required(line.invoice_line_item, `${param}[invoice_line_item]`))
  if (source.invoice !== invoice.id)
    throw invalid('The line item does not belong to the invoice.', `${param}[invoice_line_item]`)
  const whole = source.quantity ?? 1
  const quantity = line.quantity ?? null
  const amount =
    line.amount ??
    new Decimal(source.amount)
      .times(quantity ?? whole)
      .dividedBy(whole)
      .round()
      .toNumber()
  if (amount > source.amount)
    throw invalid(`The amount of the line cannot exceed that of the invoice's line.`, `${param}[amount]`)
  const unit = line.amount === undefined ? new Decimal(source.amount).dividedBy(whole) : undefined
  return {
    amount,
    description: line.description ?? (source.description as string | null),
    invoice_line_item: source.id,
    quantity: line.amount === undefined ? (quantity ?? whole) : null,
    type: 'invoice_line_item',
    unit_amount: unit?.isInteger() ? unit.toNumber() : null,
    unit_amount_decimal: unit?.toDecimalPlaces(12).toFixed() ?? null,
  }
}

function custom(line: GivenCreditLine, param: string): CreditLine {
  const quantity = line.quantity ?? 1
  const unit = String(required(line.unit_amount_decimal ?? line.unit_amount, `${param}[unit_amount]`))
  return {
    amount: new Decimal(unit).times(quantity).round().toNumber(),
    description: required(line.description, `${param}[description]`),
    quantity,
    type: 'custom_line_item',
    unit_amount: line.unit_amount ?? null,
    unit_amount_decimal: unit,
  }
}
