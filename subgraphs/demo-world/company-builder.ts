import { Decimal } from 'decimal.js'
import { exponentOf } from '#shared/money.ts'
import { PRODUCTS } from './catalogue.ts'
import type {
  DemoCompany,
  DemoContract,
  DemoInvoice,
  DemoLedgerInvoice,
  DemoLine,
  DemoPayment,
  DemoSubscription,
} from './records.ts'

type Required = 'key' | 'name' | 'domain' | 'taxId' | 'currencyCode' | 'legalEntityKey' | 'address'
export type CompanyFacts = Pick<DemoCompany, Required> & Partial<Omit<DemoCompany, Required>>

const BUSINESS_UNIT_OF: Readonly<Record<string, string>> = { us: 'americas', de: 'emea', jp: 'apac' }

/** What one unit of a currency is in the books of the entity that sells in it, where that is another currency. */
const LEDGER_RATES: Readonly<Record<string, string>> = {
  GBP: '1.1650',
  KWD: '3.0125',
  ISK: '0.0066',
  AUD: '98.40',
}

/** A company known to all four systems, linked by the CRM's id; whatever `facts` says otherwise wins. */
export function company(facts: CompanyFacts): DemoCompany {
  return {
    legalName: facts.name,
    status: 'ACTIVE',
    businessUnitKey: BUSINESS_UNIT_OF[facts.legalEntityKey] ?? 'americas',
    parentKey: undefined,
    shippingAddress: undefined,
    phone: '+1 555 0100',
    accountOwner: 'Dana Whitfield',
    supportTier: 'Standard',
    paymentTerms: { code: 'NET30', netDays: 30 },
    creditLimit: undefined,
    creditHold: false,
    presence: {
      CRM: { names: [] },
      BILLING: { names: ['CRM'] },
      SUPPORT: { names: ['CRM'] },
      ERP: { names: ['CRM', 'BILLING'] },
    },
    contacts: [],
    opportunities: [],
    quotes: [],
    contracts: [],
    subscriptions: [],
    orders: [],
    invoices: [],
    entitlements: [],
    cases: [],
    ...facts,
  }
}

/** A line at the catalogue's price. */
export function line(key: string, productKey: string, currencyCode: string, quantity = '1'): DemoLine {
  const unitPrice = PRODUCTS.find((product) => product.key === productKey)?.prices[currencyCode]
  if (unitPrice === undefined) throw new Error(`no price for ${productKey} in ${currencyCode}`)
  return { key, productKey, quantity, unitPrice }
}

export function contract(
  facts: Pick<DemoContract, 'key' | 'number' | 'name' | 'startInDays' | 'lines'> & Partial<DemoContract>,
): DemoContract {
  return {
    status: 'ACTIVATED',
    termMonths: 12,
    autoRenew: true,
    noticeDays: 60,
    upliftPercent: '5',
    renewedFromKey: undefined,
    ...facts,
  }
}

export function subscription(
  facts: Pick<DemoSubscription, 'key' | 'contractKey' | 'startedInDays' | 'lines'> &
    Partial<DemoSubscription>,
): DemoSubscription {
  return {
    status: 'ACTIVE',
    periodStartedInDays: -12,
    interval: 'month',
    cancelAtPeriodEnd: false,
    collectionMethod: 'SEND_INVOICE',
    ...facts,
  }
}

type InvoiceFacts = Pick<DemoInvoice, 'key' | 'number' | 'status' | 'issuedInDays' | 'dueInDays'> & {
  currencyCode: string
  lines: readonly DemoLine[]
} & Partial<Omit<DemoInvoice, 'lines'>>

/** An invoice that billing made and the ledger posted the day after, unless `facts` says otherwise. */
export function invoice({ currencyCode, lines, ...facts }: InvoiceFacts): DemoInvoice {
  const made: DemoInvoice = {
    subscriptionKey: undefined,
    contractKey: undefined,
    taxPercent: '0',
    amountPaid: '0',
    payments: [],
    ledger:
      facts.status === 'DRAFT'
        ? undefined
        : ledger({
            number: `INV-${facts.number}`,
            postedInDays: facts.issuedInDays + 1,
          }),
    ...facts,
    lines: lines.map((entry) => ({ ...entry, description: productName(entry.productKey), proration: false })),
  }
  if (made.ledger?.exchangeRate === '1') made.ledger.exchangeRate = LEDGER_RATES[currencyCode] ?? '1'
  if (made.status !== 'PAID' || made.payments.length > 0) return made
  const paid = payment({
    key: `${made.key}-p1`,
    amount: invoiceTotal(made, currencyCode),
    receivedInDays: made.dueInDays - 3,
  })
  return { ...made, payments: [paid] }
}

export function payment(
  facts: Pick<DemoPayment, 'key' | 'amount' | 'receivedInDays'> & Partial<DemoPayment>,
): DemoPayment {
  return {
    status: 'SUCCEEDED',
    method: 'BANK_TRANSFER',
    failureCode: undefined,
    attempt: 1,
    nextAttemptInDays: undefined,
    refund: undefined,
    applied: true,
    ...facts,
  }
}

export function ledger(
  facts: Pick<DemoLedgerInvoice, 'number' | 'postedInDays'> & Partial<DemoLedgerInvoice>,
): DemoLedgerInvoice {
  return {
    status: 'POSTED',
    orderKey: undefined,
    total: undefined,
    exchangeRate: '1',
    creditNote: undefined,
    ...facts,
  }
}

/** Sum of quantity × unit price, as decimal text with the currency's digits. */
export function linesTotal(lines: readonly DemoLine[], currencyCode: string): string {
  const sum = lines.reduce(
    (total, entry) => total.plus(new Decimal(entry.quantity).times(entry.unitPrice)),
    new Decimal(0),
  )
  return sum.toFixed(exponentOf(currencyCode), Decimal.ROUND_HALF_UP)
}

/** The tax on an invoice, rounded half up once for the whole document. */
export function invoiceTax(entry: Pick<DemoInvoice, 'lines' | 'taxPercent'>, currencyCode: string): string {
  const base = new Decimal(linesTotal(entry.lines, currencyCode))
  return base.times(entry.taxPercent).div(100).toFixed(exponentOf(currencyCode), Decimal.ROUND_HALF_UP)
}

export function invoiceTotal(entry: Pick<DemoInvoice, 'lines' | 'taxPercent'>, currencyCode: string): string {
  return new Decimal(linesTotal(entry.lines, currencyCode))
    .plus(invoiceTax(entry, currencyCode))
    .toFixed(exponentOf(currencyCode))
}

function productName(productKey: string): string {
  return PRODUCTS.find((product) => product.key === productKey)?.name ?? productKey
}
