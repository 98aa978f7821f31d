import type { DatabaseSync } from 'node:sqlite'
import { invoiceTotal, linesTotal } from '#demo-world/company-builder.ts'
import { salesforceId, stripeId } from '#demo-world/native-ids.ts'
import type {
  DemoCompany,
  DemoInvoice,
  DemoLedgerInvoice,
  DemoLine,
  DemoOrder,
  DemoPayment,
} from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { negate, sum, toBase } from './amounts.ts'
import { insert, type Row } from './insert.ts'
import { dayIn, idOf } from './seed-keys.ts'

/** What every transaction of one customer shares. */
interface Books {
  database: DatabaseSync
  world: DemoWorld
  company: DemoCompany
  entity: number
  subsidiary: number
  baseCurrency: string
}

export function seedTransactions(database: DatabaseSync, company: DemoCompany, world: DemoWorld): void {
  const seller = world.legalEntities.find(({ key }) => key === company.legalEntityKey)
  const books: Books = {
    database,
    world,
    company,
    entity: idOf('customer', company.key),
    subsidiary: idOf('subsidiary', company.legalEntityKey),
    baseCurrency: seller?.currencyCode ?? company.currencyCode,
  }
  for (const order of company.orders) seedOrder(books, order)
  for (const invoice of company.invoices) if (invoice.ledger) seedInvoice(books, invoice, invoice.ledger)
}

const ORDER_STATUS = { PENDING: 'A', IN_PROGRESS: 'B', PARTIAL: 'D', BILLED: 'G', CANCELLED: 'C' } as const

function seedOrder(books: Books, order: DemoOrder): void {
  const id = idOf('salesOrder', order.key)
  const { currencyCode } = books.company
  const total = linesTotal(order.lines, currencyCode)
  insertTransaction(books, order.orderedInDays, {
    id,
    tranid: order.number,
    type: 'SalesOrd',
    recordtype: 'salesorder',
    status: ORDER_STATUS[order.status],
    approvalstatus: order.status === 'PENDING' ? 1 : 2,
    posting: false,
    voided: false,
    foreigntotal: total,
    exchangerate: '1',
    otherrefnum: order.purchaseOrderNumber,
    custbody_salesforce_contract_id: contractIdOf(order.contractKey),
  })
  insertLine(books, id, 0, { mainline: true, taxline: false, foreignamount: total, netamount: total })
  for (const [index, line] of order.lines.entries()) insertItemLine(books, { id, rate: '1' }, index + 1, line)
  if (order.status !== 'BILLED') return
  books.database
    .prepare('UPDATE transactionline SET quantitybilled = -quantity WHERE "transaction" = ?')
    .run(id)
}

function seedInvoice(books: Books, invoice: DemoInvoice, ledger: DemoLedgerInvoice): void {
  const { currencyCode } = books.company
  const id = idOf('invoice', invoice.key)
  const total = ledger.total ?? invoiceTotal(invoice, currencyCode)
  const cash = invoice.payments.filter(isInBank)
  const paid = sum(currencyCode, '0', ...cash.filter(({ applied }) => applied).map(({ amount }) => amount))
  const settled = sum(currencyCode, paid, ledger.creditNote?.amount ?? '0')
  const reversed = ledger.status === 'REVERSED'
  const unpaid = reversed ? '0' : sum(currencyCode, total, negate(settled))
  insertTransaction(books, ledger.postedInDays, {
    id,
    tranid: ledger.number,
    type: 'CustInvc',
    recordtype: 'invoice',
    status: invoiceStatus(ledger, unpaid),
    approvalstatus: ledger.status === 'PENDING_APPROVAL' ? 1 : 2,
    posting: ledger.status !== 'PENDING_APPROVAL',
    voided: reversed,
    foreigntotal: total,
    foreignamountpaid: settled,
    foreignamountunpaid: unpaid,
    exchangerate: ledger.exchangeRate,
    duedate: dayIn(books.world, invoice.dueInDays),
    externalid: stripeId('in', invoice.key),
    custbody_salesforce_contract_id: contractIdOf(invoice.contractKey),
  })
  seedInvoiceLines(books, invoice, ledger, total)
  for (const payment of cash) seedPayment(books, invoice, ledger, payment)
  if (ledger.creditNote) seedCreditMemo(books, invoice, ledger, ledger.creditNote)
}

function seedInvoiceLines(
  books: Books,
  invoice: DemoInvoice,
  ledger: DemoLedgerInvoice,
  total: string,
): void {
  const { currencyCode } = books.company
  const id = idOf('invoice', invoice.key)
  const head = { id, rate: ledger.exchangeRate }
  insertLine(books, id, 0, {
    mainline: true,
    taxline: false,
    foreignamount: total,
    netamount: toBase(total, currencyCode, head.rate, books.baseCurrency),
    createdfrom: ledger.orderKey === undefined ? undefined : idOf('salesOrder', ledger.orderKey),
  })
  insertPosting(books, id, 0, {
    account: '1200',
    amount: toBase(total, currencyCode, head.rate, books.baseCurrency),
  })
  for (const [index, line] of invoice.lines.entries()) {
    insertItemLine(books, head, index + 1, line, stripeId('il', `${invoice.key}/${line.key}`))
  }
  const tax = negate(sum(currencyCode, total, negate(linesTotal(invoice.lines, currencyCode))))
  const base = toBase(tax, currencyCode, head.rate, books.baseCurrency)
  const lineId = invoice.lines.length + 1
  insertLine(books, id, lineId, { mainline: false, taxline: true, foreignamount: tax, netamount: base })
  insertPosting(books, id, lineId, { account: '2200', amount: base })
}

function seedPayment(
  books: Books,
  invoice: DemoInvoice,
  ledger: DemoLedgerInvoice,
  payment: DemoPayment,
): void {
  const used = payment.applied ? payment.amount : '0'
  insertCredit(books, payment.receivedInDays, ledger, {
    id: idOf('customerPayment', payment.key),
    tranid: `PYMT-${payment.key.toUpperCase()}`,
    type: 'CustPymt',
    recordtype: 'customerpayment',
    status: 'C',
    foreigntotal: negate(payment.amount),
    foreignpaymentamountused: used,
    foreignpaymentamountunused: payment.applied ? '0' : payment.amount,
    externalid: stripeId('pi', payment.key),
  })
  if (payment.applied)
    linkCredit(books, invoice, 'CustPymt', idOf('customerPayment', payment.key), payment.amount)
}

function seedCreditMemo(
  books: Books,
  invoice: DemoInvoice,
  ledger: DemoLedgerInvoice,
  note: NonNullable<DemoLedgerInvoice['creditNote']>,
): void {
  insertCredit(books, ledger.postedInDays + 3, ledger, {
    id: idOf('creditMemo', note.key),
    tranid: note.number,
    type: 'CustCred',
    recordtype: 'creditmemo',
    status: 'B',
    foreigntotal: negate(note.amount),
    foreignpaymentamountused: note.amount,
    foreignpaymentamountunused: '0',
    memo: note.reason,
  })
  linkCredit(books, invoice, 'CustCred', idOf('creditMemo', note.key), note.amount)
}

function insertCredit(
  books: Books,
  inDays: number,
  ledger: DemoLedgerInvoice,
  row: Row & { id: number },
): void {
  const { currencyCode } = books.company
  const amount = String(row.foreigntotal)
  const base = toBase(amount, currencyCode, ledger.exchangeRate, books.baseCurrency)
  const facts = { posting: true, voided: false, approvalstatus: 2, exchangerate: ledger.exchangeRate }
  insertTransaction(books, inDays, { ...facts, ...row })
  insertLine(books, row.id, 0, { mainline: true, taxline: false, foreignamount: amount, netamount: base })
  insertPosting(books, row.id, 0, { account: '1200', amount: base })
}

function linkCredit(books: Books, invoice: DemoInvoice, type: string, credit: number, amount: string): void {
  insert(books.database, 'nexttransactionlinelink', {
    previousdoc: idOf('invoice', invoice.key),
    previousline: 0,
    previoustype: 'CustInvc',
    nextdoc: credit,
    nextline: 0,
    nexttype: type,
    linktype: 'Payment',
    foreignamount: amount,
    lastmodifieddate: dayIn(books.world, 0),
  })
}

function insertTransaction(
  { database, world, company, entity }: Books,
  inDays: number,
  row: Row & { id: number },
): void {
  const day = dayIn(world, inDays)
  const period = world.periods.find(({ startDate, endDate }) => startDate <= day && day <= endDate)
  insert(database, 'transaction', {
    transactionnumber: `T${row.id}`,
    entity,
    currency: idOf('currency', company.currencyCode),
    trandate: day,
    postingperiod:
      period === undefined || row.posting === false ? undefined : idOf('accountingPeriod', period.name),
    createddate: `${day} 09:00:00`,
    lastmodifieddate: `${day} 09:05:00`,
    ...row,
  })
}

/** A sales line credits revenue, so its quantity and amount are negative; the rate stays positive. */
function insertItemLine(
  books: Books,
  { id, rate }: { id: number; rate: string },
  lineId: number,
  line: DemoLine,
  billingLineId?: string,
): void {
  const { currencyCode } = books.company
  const amount = negate(linesTotal([line], currencyCode))
  const base = toBase(amount, currencyCode, rate, books.baseCurrency)
  insertLine(books, id, lineId, {
    mainline: false,
    taxline: false,
    item: idOf('item', line.productKey),
    quantity: negate(line.quantity),
    rate: line.unitPrice,
    foreignamount: amount,
    netamount: base,
    custcol_stripe_line_id: billingLineId,
  })
  const product = books.world.products.find(({ key }) => key === line.productKey)
  if (billingLineId && product)
    insertPosting(books, id, lineId, { account: product.revenueAccount, amount: base })
}

function insertLine({ database, subsidiary }: Books, transaction: number, lineId: number, row: Row): void {
  insert(database, 'transactionline', {
    uniquekey: idOf('line', `${transaction}/${lineId}`),
    transaction,
    id: lineId,
    linesequencenumber: lineId,
    subsidiary,
    ...row,
  })
}

function insertPosting(
  { database }: Books,
  transaction: number,
  transactionline: number,
  { account, amount }: { account: string; amount: string },
): void {
  insert(database, 'transactionaccountingline', {
    transaction,
    transactionline,
    account: idOf('account', account),
    amount,
    posting: true,
  })
}

const isInBank = ({ status }: DemoPayment): boolean => status !== 'FAILED' && status !== 'PENDING'

const contractIdOf = (key: string | undefined): string | undefined =>
  key === undefined ? undefined : salesforceId('800', key)

function invoiceStatus(ledger: DemoLedgerInvoice, unpaid: string): string {
  if (ledger.status === 'REVERSED') return 'V'
  if (ledger.status === 'PENDING_APPROVAL') return 'D'
  return Number(unpaid) === 0 ? 'B' : 'A'
}
