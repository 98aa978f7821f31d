import type {
  AllocationRecord,
  ContractBillingRecord,
  CreditNoteRecord,
  LedgerInvoiceRecord,
  LedgerLineRecord,
  PostingStatus,
  ReceiptRecord,
} from '../../../provider.ts'
import { WeftError } from '#shared/errors.ts'
import type { SuiteQlRow } from '../native.ts'
import { toLegalEntity } from './legal-entity.ts'
import { amount, decimal, magnitude, type Mapping, required, sourceOf, toForeignRef } from './row.ts'

const INVOICE_FIELDS = {
  invoiceNumber: 'transaction.tranid',
  postingStatus: 'transaction.posting',
  postingDate: 'transaction.trandate',
  postingPeriod: 'transaction.postingperiod',
  periodClosed: 'accountingperiod.closed',
  'ledgerTotal.transaction': 'transaction.foreigntotal',
  'ledgerTotal.base': 'transactionline.netamount',
  order: 'transactionline.createdfrom',
  legalEntity: 'transactionline.subsidiary',
}
const RECEIPT_FIELDS = { allocations: 'nexttransactionlinelink.foreignamount' }
const CREDIT_NOTE_FIELDS = {
  number: 'transaction.tranid',
  reason: 'transaction.memo',
  total: 'transaction.foreigntotal',
  postingStatus: 'transaction.posting',
}

/** Approval status: 1 pending, 2 approved, 3 rejected; absent where the account approves nothing. */
export function toPostingStatus({ posting, voided, approval }: SuiteQlRow): PostingStatus {
  if (voided === 'T') return 'REVERSED'
  if (posting === 'T') return 'POSTED'
  if (approval === '1') return 'PENDING_APPROVAL'
  if (approval === '3') return 'NOT_POSTED'
  return posting === 'F' ? 'NOT_POSTED' : 'UNKNOWN'
}

/** A ledger invoice from its own row and those of what was applied to it. */
export function toLedgerInvoice(
  row: SuiteQlRow,
  applications: readonly SuiteQlRow[],
  mapping: Mapping,
): LedgerInvoiceRecord {
  const currency = required(row, 'currency')
  const legalEntity = toLegalEntity(row, mapping)
  const orderId = row.order_id
  return {
    source: sourceOf(mapping, 'invoice', { id: required(row, 'id'), updated: row.updated }),
    fieldSources: INVOICE_FIELDS,
    invoiceNumber: row.number,
    postingStatus: toPostingStatus(row),
    postingDate: row.date,
    postingPeriod: row.period,
    periodClosed: row.closed === undefined ? undefined : row.closed === 'T',
    total: amount(required(row, 'total'), currency),
    baseTotal: row.base_total && legalEntity ? amount(row.base_total, legalEntity.baseCurrency) : undefined,
    exchangeRate: row.exchange_rate === undefined ? undefined : decimal(row.exchange_rate),
    order: orderId
      ? { connectionId: mapping.connectionId, objectType: 'salesOrder', nativeId: orderId }
      : undefined,
    legalEntity,
    allocations: toAllocations(applications, mapping),
    creditNotes: distinctById(applications.filter(isCredit)).map((credit) => toCreditNote(credit, mapping)),
  }
}

/** A receipt from its rows: one for each invoice it was applied to, one without an invoice where it was not. */
export function toReceipt(rows: readonly SuiteQlRow[], mapping: Mapping): ReceiptRecord {
  const [row] = rows
  if (!row) throw new WeftError('INTERNAL', 'a receipt without a row')
  return {
    source: sourceOf(mapping, 'customerPayment', { id: required(row, 'id'), updated: row.updated }),
    fieldSources: RECEIPT_FIELDS,
    allocations: toAllocations(rows, mapping),
  }
}

export function toCreditNote(row: SuiteQlRow, mapping: Mapping): CreditNoteRecord {
  return {
    source: sourceOf(mapping, 'creditMemo', { id: required(row, 'id'), updated: row.updated }),
    fieldSources: CREDIT_NOTE_FIELDS,
    number: row.number,
    reason: row.memo ?? '',
    total: magnitude(amount(required(row, 'total'), required(row, 'currency'))),
    postingStatus: toPostingStatus(row),
    invoice: toForeignRef('BILLING', mapping.fields.billingInvoiceType, row.invoice_external_id),
  }
}

function toAllocations(rows: readonly SuiteQlRow[], mapping: Mapping): AllocationRecord[] {
  const { fields } = mapping
  return rows
    .filter(({ applied, invoice_id }) => applied !== undefined && invoice_id !== undefined)
    .map((row) => ({
      kind: isCredit(row) ? 'CREDIT_NOTE' : 'PAYMENT',
      payment: isCredit(row)
        ? undefined
        : toForeignRef('BILLING', fields.billingPaymentType, row.external_id),
      creditNote: isCredit(row) ? toCreditNote(row, mapping) : undefined,
      invoice: toForeignRef('BILLING', fields.billingInvoiceType, row.invoice_external_id),
      amount: magnitude(amount(required(row, 'applied'), required(row, 'currency'))),
      appliedOn: required(row, 'date'),
    }))
}

const isCredit = ({ type }: SuiteQlRow): boolean => type === 'CustCred'

function distinctById(rows: readonly SuiteQlRow[]): SuiteQlRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

export function toLedgerLine(row: SuiteQlRow, mapping: Mapping): LedgerLineRecord {
  return {
    source: sourceOf(mapping, 'invoice', { id: required(row, 'transaction_id'), updated: undefined }),
    fieldSources: { revenueAccount: 'account.acctnumber' },
    revenueAccount: row.account,
  }
}

/** The posted invoices of a contract, one row for each currency. */
export function toContractBilling(rows: readonly SuiteQlRow[], mapping: Mapping): ContractBillingRecord {
  const [row, ...others] = rows
  if (!row) throw new WeftError('INTERNAL', 'a contract without a row')
  return {
    source: sourceOf(mapping, 'invoice', { id: required(row, 'newest'), updated: row.updated }),
    fieldSources: { billedToDate: 'transaction.foreigntotal' },
    billedToDate: others.length > 0 ? undefined : amount(required(row, 'total'), required(row, 'currency')),
  }
}
