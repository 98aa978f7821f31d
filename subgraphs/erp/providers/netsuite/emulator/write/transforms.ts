import { compare, multiply, subtract } from '../decimals.ts'
import { userError } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import type { Given, GivenCells } from './given.ts'
import { type Line, readLines, readTax } from './lines.ts'
import { BILLABLE } from './orders.ts'
import { createPayment } from './payments.ts'
import { createSale, type SaleType } from './sales.ts'

type Transform = (context: Context, source: Cells, given: Given) => number

/** From → to → what is made of it. */
const TRANSFORMS: Readonly<Record<string, Readonly<Record<string, Transform>>>> = {
  customer: {
    salesOrder: sell('SalesOrd'),
    invoice: sell('CustInvc'),
    customerPayment: (context, { id, subsidiary, currency }, given) =>
      createPayment(context, given, {
        cells: { entity: id ?? null, subsidiary: subsidiary ?? null, currency: currency ?? null },
      }),
  },
  salesOrder: { invoice: billWhatIsLeft },
  invoice: { creditMemo: creditInvoice, customerPayment: payInvoice },
}

/** The transform that a path names. */
export function transformOf(from: string, to: string): Transform {
  const transform = TRANSFORMS[from]?.[to]
  if (transform) return transform
  throw userError('That type of record transformation is not allowed.')
}

function sell(type: SaleType): Transform {
  return (context, { id, subsidiary, currency, terms }, given) => {
    const cells = { entity: id, subsidiary, currency, terms } as GivenCells
    return createSale(context, type, given, { cells, lines: [], tax: '0' })
  }
}

function billWhatIsLeft(context: Context, order: Cells, given: Given): number {
  if (!BILLABLE.has(String(order.status))) throw cannotInitialize('invoice', order)
  const left = readLines(context, order)
    .filter(({ isClosed, quantity, quantityBilled }) => !isClosed && compare(quantity, quantityBilled) > 0)
    .map((line) => toBill(line, String(codeOf(context, order))))
  if (left.length === 0) throw cannotInitialize('invoice', order)
  const id = createSale(context, 'CustInvc', given, {
    cells: headOf(order),
    lines: left,
    tax: left.some(({ quantityBilled }) => compare(quantityBilled, '0') > 0) ? '0' : readTax(context, order),
    from: Number(order.id),
  })
  assertNotOverbilled(context, order)
  return id
}

/** The invoice's line for what an order's line has left. */
function toBill(line: Line, currencyCode: string): Line {
  const quantity = subtract(line.quantity, line.quantityBilled)
  const isWhole = compare(line.quantityBilled, '0') === 0
  const amount =
    isWhole || line.rate === undefined ? line.amount : multiply(quantity, line.rate, currencyCode)
  return { ...line, uniquekey: undefined, quantity, amount, orderLine: line.id }
}

function assertNotOverbilled(context: Context, order: Cells): void {
  const over = readLines(context, order).find(
    ({ quantity, quantityBilled }) => compare(quantityBilled, quantity) > 0,
  )
  if (over) throw userError('The quantity billed cannot exceed the quantity ordered.')
}

function creditInvoice(context: Context, invoice: Cells, given: Given): number {
  if (invoice.posting !== 'T' || invoice.voided === 'T') throw cannotInitialize('creditmemo', invoice)
  const lines = readLines(context, invoice).map((line) => ({
    ...line,
    uniquekey: undefined,
    billingLineId: null,
    orderLine: undefined,
  }))
  const { otherrefnum: _reference, duedate: _due, ...cells } = headOf(invoice)
  return createSale(context, 'CustCred', given, {
    cells,
    lines,
    tax: readTax(context, invoice),
    from: Number(invoice.id),
  })
}

function payInvoice(context: Context, invoice: Cells, given: Given): number {
  if (invoice.status !== 'A') throw cannotInitialize('customerpayment', invoice)
  const { entity, subsidiary, currency } = invoice as GivenCells
  return createPayment(context, given, {
    cells: { entity: entity ?? null, subsidiary: subsidiary ?? null, currency: currency ?? null },
    apply: { lines: [{ cells: { doc: Number(invoice.id), apply: 'T' }, path: '' }], replace: false },
  })
}

/** What a document takes over from the one before it; dates and numbers are its own. */
function headOf(row: Cells): GivenCells {
  const { entity, subsidiary, currency, exchangerate, terms, otherrefnum, memo } = row
  const { custbody_salesforce_contract_id } = row
  const cells = { entity, subsidiary, currency, terms, otherrefnum, memo, custbody_salesforce_contract_id }
  const given = Object.entries({ ...cells, exchangerate: row.type === 'SalesOrd' ? null : exchangerate })
  return Object.fromEntries(given.filter(([, value]) => value != null)) as GivenCells
}

const codeOf = ({ state }: Context, { currency }: Cells) =>
  state.database.prepare('SELECT symbol FROM currency WHERE id = ?').get(currency ?? null)?.symbol

const cannotInitialize = (target: string, { id }: Cells) =>
  userError(`You can not initialize ${target}: invalid reference ${id}.`)
