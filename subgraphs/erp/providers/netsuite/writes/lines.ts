import { WeftError } from '#shared/errors.ts'
import { addMoney, formatAmount, type Money, money } from '#shared/money.ts'
import type { NewInvoice, NewLine } from '../../../writes.ts'
import type { NativeFields } from '../native-fields.ts'
import { toNativeAmount, toNumber } from './exact-json.ts'
import type { NativeOrderLine } from './native-records.ts'
import type { Body } from './record-api.ts'

/** How much a line sells, for how much; what it sells is said beside it. The amount is given beside the rate, and stands. */
export function toNativeLine(line: NewLine, { billingLineId }: NativeFields): Body {
  return {
    quantity: toNumber(line.quantity),
    rate: toNativeAmount(line.unitPrice),
    amount: toNativeAmount(line.amount),
    ...(line.description === undefined ? {} : { description: line.description }),
    ...(line.billingLineId === undefined ? {} : { [billingLineId]: line.billingLineId }),
  }
}

/**
 * Which line of the order each line of the invoice bills: of the same item, and of its quantity and rate where there are several.
 * Undefined: none, it is billed beside the order. No line of the order is billed twice.
 */
export function matchLines(
  lines: readonly NewLine[],
  orderLines: readonly NativeOrderLine[],
): (NativeOrderLine | undefined)[] {
  const left = new Set(orderLines.filter(isUnbilled))
  return lines.map((line) => {
    const same = [...left].filter(({ item }) => item?.id === line.productNativeId)
    const alike = same.filter(({ quantity }) => Number(quantity) === Number(line.quantity))
    const match =
      alike.find(({ rate }) => Number(rate) === Number(formatAmount(line.unitPrice))) ?? alike[0] ?? same[0]
    if (match) left.delete(match)
    return match
  })
}

export const isUnbilled = ({ isClosed, quantity, quantityBilled }: NativeOrderLine): boolean =>
  !isClosed && Number(quantity) > Number(quantityBilled)

/** Billing's total is what the ledger is to show: what does not add up is refused before anything is posted. */
export function assertAddsUp({ lines, tax, total }: NewInvoice): void {
  const sum = addMoney(tax, ...lines.map(({ amount }) => amount))
  if (sum.currencyCode === total.currencyCode && sum.minorUnits === total.minorUnits) return
  throw new WeftError('INVALID_ARGUMENT', 'lines and tax do not add up to the total')
}

/**
 * Tax as billing has reckoned it, in place of whatever NetSuite would reckon: one line, on the first item of the invoice.
 * `fields.taxType` and `taxCode` say under what it is posted.
 */
export function toTaxDetails(
  { lines, tax, currencyCode }: NewInvoice,
  { taxType, taxCode }: NativeFields,
): Body {
  const basis = lines.reduce<Money>((sum, { amount }) => addMoney(sum, amount), money(0n, currencyCode))
  const detail = {
    taxDetailsReference: TAXED_LINE,
    ...(taxType === '' ? {} : { taxType: { id: taxType } }),
    ...(taxCode === '' ? {} : { taxCode: { id: taxCode } }),
    taxBasis: toNativeAmount(basis),
    taxRate: toNumber(percentOf(tax, basis)),
    taxAmount: toNativeAmount(tax),
  }
  return { taxDetailsOverride: true, taxDetails: { items: tax.minorUnits === 0n ? [] : [detail] } }
}

/** What ties a tax detail to the line that it is of. */
export const TAXED_LINE = 'weft-1'

/** With four digits: shown to people, reckoned with by nobody. */
function percentOf(tax: Money, basis: Money): string {
  if (basis.minorUnits <= 0n || tax.minorUnits <= 0n) return '0'
  const tenThousandths = (tax.minorUnits * 1_000_000n) / basis.minorUnits
  return `${tenThousandths / 10_000n}.${(tenThousandths % 10_000n).toString().padStart(4, '0')}`
}
