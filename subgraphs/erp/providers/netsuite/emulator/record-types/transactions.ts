import type { DatabaseSync } from 'node:sqlite'
import {
  ACCOUNT,
  boolean,
  CURRENCY,
  CUSTOMER,
  date,
  enumeration,
  type Fields,
  ignored,
  instant,
  ITEM,
  number,
  PERIOD,
  readOnly,
  reference,
  reversed,
  SUBSIDIARY,
  TERM,
  text,
  TRANSACTION,
  writeOnly,
} from './field.ts'
import type { Cells, RecordType, Sublist } from './record-type.ts'

const ORDER_STATUSES = {
  A: 'Pending Approval',
  B: 'Pending Fulfillment',
  C: 'Cancelled',
  D: 'Partially Fulfilled',
  E: 'Pending Billing/Partially Fulfilled',
  F: 'Pending Billing',
  G: 'Billed',
  H: 'Closed',
}
const INVOICE_STATUSES = { A: 'Open', B: 'Paid In Full', D: 'Pending Approval', V: 'Voided' }
const CREDIT_STATUSES = { A: 'Open', B: 'Fully Applied', V: 'Voided' }
const PAYMENT_STATUSES = { B: 'Not Deposited', C: 'Deposited', V: 'Voided' }
const APPROVALS = { '1': 'Pending Approval', '2': 'Approved' }

const COMMON: Fields = {
  tranId: text('tranid'),
  transactionNumber: readOnly(text('transactionnumber')),
  tranDate: date('trandate'),
  subsidiary: reference('subsidiary', SUBSIDIARY),
  currency: reference('currency', CURRENCY),
  exchangeRate: number('exchangerate'),
  memo: text('memo'),
  externalId: text('externalid'),
  createdDate: instant('createddate'),
  lastModifiedDate: instant('lastmodifieddate'),
}
const SALE: Fields = {
  ...COMMON,
  entity: reference('entity', CUSTOMER),
  terms: reference('terms', TERM),
  otherRefNum: text('otherrefnum'),
  custbody_salesforce_contract_id: text('custbody_salesforce_contract_id'),
  taxDetailsOverride: writeOnly(boolean('taxdetailsoverride')),
}
const POSTED: Fields = { postingPeriod: reference('postingperiod', PERIOD) }

const LINE: Fields = {
  line: number('id'),
  lineUniqueKey: readOnly(number('uniquekey')),
  item: reference('item', ITEM),
  quantity: reversed(number('quantity')),
  rate: number('rate'),
  amount: reversed(number('foreignamount')),
  description: text('memo'),
  taxDetailsReference: ignored(),
  custcol_stripe_line_id: text('custcol_stripe_line_id'),
}
const ORDER_LINE: Fields = {
  ...LINE,
  quantityBilled: readOnly(number('quantitybilled')),
  isClosed: boolean('isclosed'),
}
/** `orderLine` says which line of the order a line of the invoice bills. */
const BILLED_LINE: Fields = { ...LINE, orderLine: writeOnly(number('orderline')) }

const items = (fields: Fields): Sublist => ({ fields, rows: itemRows })

function itemRows(row: Cells, database: DatabaseSync): Cells[] {
  return database
    .prepare(`SELECT * FROM transactionline WHERE "transaction" = ? AND item IS NOT NULL ORDER BY id`)
    .all(row.id ?? null) as Cells[]
}

/** Tax as another engine has reckoned it; NetSuite takes it as it is when `taxDetailsOverride` is true. */
const taxDetails: Sublist = {
  fields: {
    taxDetailsReference: ignored(),
    taxType: ignored(),
    taxCode: ignored(),
    taxBasis: ignored(),
    taxRate: ignored(),
    taxAmount: number('taxamount'),
  },
  rows: (row, database) =>
    database
      .prepare(
        `SELECT ${row.type === 'CustCred' ? '' : '-'}foreignamount AS taxamount FROM transactionline
         WHERE "transaction" = ? AND taxline = 'T' AND foreignamount <> 0`,
      )
      .all(row.id ?? null) as Cells[],
}

/** The invoices that a payment or a credit memo settles. Lines are told apart by `doc`. */
const apply: Sublist = {
  fields: {
    doc: reference('doc', TRANSACTION),
    apply: boolean('apply'),
    amount: number('amount'),
    line: number('line'),
    applyDate: readOnly(date('applydate')),
    due: readOnly(number('due')),
    total: readOnly(number('total')),
    refNum: readOnly(text('refnum')),
  },
  rows: (row, database) =>
    database
      .prepare(
        `SELECT k.previousdoc AS doc, 'T' AS apply, k.foreignamount AS amount, k.previousline AS line,
           v.trandate AS applydate, v.foreignamountunpaid + k.foreignamount AS due, v.foreigntotal AS total,
           v.tranid AS refnum
         FROM nexttransactionlinelink k JOIN "transaction" v ON v.id = k.previousdoc
         WHERE k.nextdoc = ? AND k.linktype = 'Payment' ORDER BY k.previousdoc`,
      )
      .all(row.id ?? null) as Cells[],
}

const salesOrder: RecordType = {
  name: 'salesOrder',
  table: 'transaction',
  transactionType: 'SalesOrd',
  fields: {
    ...SALE,
    total: readOnly(number('foreigntotal')),
    status: readOnly(enumeration('status', ORDER_STATUSES)),
    orderStatus: enumeration('status', ORDER_STATUSES),
    custbody_salesforce_opportunity_id: text('custbody_salesforce_opportunity_id'),
  },
  sublists: { item: items(ORDER_LINE), taxDetails },
}

const invoice: RecordType = {
  name: 'invoice',
  table: 'transaction',
  transactionType: 'CustInvc',
  fields: {
    ...SALE,
    ...POSTED,
    total: readOnly(number('foreigntotal')),
    createdFrom: readOnly(reference('createdfrom', { ...TRANSACTION, record: 'salesOrder' })),
    status: readOnly(enumeration('status', INVOICE_STATUSES)),
    approvalStatus: enumeration('approvalstatus', APPROVALS),
    dueDate: date('duedate'),
    amountPaid: readOnly(number('foreignamountpaid')),
    amountRemaining: readOnly(number('foreignamountunpaid')),
  },
  sublists: { item: items(BILLED_LINE), taxDetails },
}

const creditMemo: RecordType = {
  name: 'creditMemo',
  table: 'transaction',
  transactionType: 'CustCred',
  fields: {
    ...SALE,
    ...POSTED,
    total: readOnly(reversed(number('foreigntotal'))),
    createdFrom: readOnly(reference('createdfrom', TRANSACTION)),
    status: readOnly(enumeration('status', CREDIT_STATUSES)),
    applied: readOnly(number('foreignpaymentamountused')),
    unapplied: readOnly(number('foreignpaymentamountunused')),
    autoApply: writeOnly(boolean('autoapply')),
  },
  // A credit memo's lines debit what the invoice's have credited.
  sublists: {
    item: items({ ...LINE, quantity: number('quantity'), amount: number('foreignamount') }),
    taxDetails,
    apply,
  },
}

const customerPayment: RecordType = {
  name: 'customerPayment',
  table: 'transaction',
  transactionType: 'CustPymt',
  fields: {
    ...COMMON,
    ...POSTED,
    customer: reference('entity', CUSTOMER),
    payment: reversed(number('foreigntotal')),
    total: readOnly(reversed(number('foreigntotal'))),
    status: readOnly(enumeration('status', PAYMENT_STATUSES)),
    applied: readOnly(number('foreignpaymentamountused')),
    unapplied: readOnly(number('foreignpaymentamountunused')),
    autoApply: writeOnly(boolean('autoapply')),
    undepFunds: writeOnly(boolean('undepfunds')),
    account: writeOnly(reference('account', ACCOUNT)),
    arAcct: writeOnly(reference('aracct', ACCOUNT)),
    paymentOption: ignored(),
  },
  sublists: { apply },
}

export const TRANSACTION_TYPES = { salesOrder, invoice, creditMemo, customerPayment }
