import type { OrderLineRecord, OrderRecord, OrderStatus } from '../../../provider.ts'
import { WeftError } from '#shared/errors.ts'
import type { SuiteQlRow } from '../native.ts'
import { toLegalEntity } from './legal-entity.ts'
import { toProduct } from './product.ts'
import { amount, creditAmount, decimal, type Mapping, required, sourceOf, toForeignRef } from './row.ts'

const FIELDS = {
  orderNumber: 'transaction.tranid',
  customer: 'transaction.entity',
  status: 'transaction.status',
  total: 'transaction.foreigntotal',
  orderedAt: 'transaction.trandate',
  legalEntity: 'transactionline.subsidiary',
  lines: 'transactionline',
}

/** Status letters of a sales order. Closed (H): whatever is left is neither delivered nor billed. */
const STATUSES: Readonly<Record<string, OrderStatus>> = {
  A: 'PENDING',
  B: 'IN_PROGRESS',
  C: 'CANCELLED',
  D: 'PARTIAL',
  E: 'PARTIAL',
  F: 'COMPLETED',
  G: 'BILLED',
  H: 'CANCELLED',
}

/** "G" and "SalesOrd:G" are both seen. */
export function toOrderStatus(status: string | undefined): OrderStatus {
  return STATUSES[status?.split(':').at(-1) ?? ''] ?? 'UNKNOWN'
}

/** The letters that read as any of `statuses`; UNKNOWN stands for every letter that is not in the table. */
export function toStatusFilter(statuses: readonly OrderStatus[]): { letters: string[]; negated: boolean } {
  const wanted = new Set(statuses)
  const negated = wanted.has('UNKNOWN')
  const letters = Object.entries(STATUSES).filter(([, status]) => wanted.has(status) !== negated)
  return { letters: letters.map(([letter]) => letter), negated }
}

/** An order from its rows, one for each line. */
export function toOrder(rows: readonly SuiteQlRow[], mapping: Mapping): OrderRecord {
  const [row] = rows
  if (!row) throw new WeftError('INTERNAL', 'an order without a row')
  const currency = required(row, 'currency')
  const { connectionId, fields } = mapping
  return {
    source: sourceOf(mapping, 'salesOrder', { id: required(row, 'id'), updated: row.updated }),
    fieldSources: { ...FIELDS, contract: `transaction.${fields.crmContractId}` },
    orderNumber: required(row, 'number'),
    customer: { connectionId, objectType: 'customer', nativeId: required(row, 'entity') },
    contract: toForeignRef('CRM', fields.crmContractType, row.contract),
    status: toOrderStatus(row.status),
    lines: rows.filter(({ line }) => line !== undefined).map((line) => toOrderLine(line, currency, mapping)),
    total: amount(required(row, 'total'), currency),
    orderedOn: required(row, 'date'),
    legalEntity: toLegalEntity(row, mapping),
  }
}

/** A line credits revenue: its quantity and amount are negative in the ledger, its rate is not. */
function toOrderLine(row: SuiteQlRow, currency: string, mapping: Mapping): OrderLineRecord {
  const quantity = decimal(row.quantity ?? '0')
  return {
    key: required(row, 'line'),
    product: toProduct(row, mapping),
    quantity: quantity.startsWith('-') ? quantity.slice(1) : quantity === '0' ? '0' : `-${quantity}`,
    unitPrice: amount(row.rate ?? '0', currency),
    total: creditAmount(required(row, 'amount'), currency),
  }
}
