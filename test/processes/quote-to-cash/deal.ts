import type { CustomerRecord as CrmCustomer, SaleLineRecord } from '#crm/provider.ts'
import type { SaleRecord } from '#crm/writes.ts'
import type { CustomerRecord as ErpCustomer, ProductRecord as ErpProduct } from '#erp/provider.ts'
import type { PriceRecord } from '#billing/provider.ts'
import { money, multiplyMoney } from '#shared/money.ts'
import type { RecordSource } from '#shared/provenance.ts'

/** A deal as it should be: five seats a month and one onboarding, sold to a customer that the CRM alone knows. */

export const TODAY = new Date('2026-11-25T09:00:00Z')
export const usd = (dollars: number) => money(BigInt(dollars) * 100n, 'USD')

export function recordOf(connectionId: string, objectType: string, nativeId: string) {
  const source: RecordSource = {
    connectionId,
    objectType,
    nativeId,
    readAt: TODAY,
    readMode: 'LIVE',
    sourceUpdatedAt: undefined,
  }
  return { source, fieldSources: {} }
}

export const refOf = (connectionId: string, objectType: string, nativeId: string) => ({
  connectionId,
  objectType,
  nativeId,
})

export const PALO_ALTO = {
  line1: '5230 Newell Road',
  line2: undefined,
  city: 'Palo Alto',
  region: 'CA',
  postalCode: '94303',
  countryCode: 'US',
}

export function saleLine(product: string, quantity: string, dollars: number): SaleLineRecord {
  return {
    nativeId: `line-${product}`,
    product: refOf('crm', 'Product2', `crm-${product}`),
    quantity,
    unitPrice: usd(dollars),
    discount: undefined,
    total: multiplyMoney(usd(dollars), quantity),
  }
}

export const SALE: SaleRecord = {
  ...recordOf('crm', 'Opportunity', 'deal'),
  opportunity: refOf('crm', 'Opportunity', 'deal'),
  quote: undefined,
  version: '7',
  customer: refOf('crm', 'Account', 'crm-piper'),
  taxId: '83-0202020',
  name: 'Pied Piper: platform',
  won: true,
  closedOn: '2026-11-24',
  currencyCode: 'USD',
  lines: [saleLine('platform', '5', 1200), saleLine('onboarding', '1', 5000)],
  total: usd(11_000),
  startDate: '2026-11-25',
  termMonths: 12,
  purchaseOrderNumber: 'PP-1',
  paymentTermsCode: 'NET_30',
  billTo: { contactName: 'Monica Hall', email: 'monica@piedpiper.com', address: PALO_ALTO },
  shipTo: undefined,
  contracts: [],
}

export const CRM_CUSTOMER: CrmCustomer = {
  ...recordOf('crm', 'Account', 'crm-piper'),
  name: 'Pied Piper',
  legalName: 'Pied Piper, Inc.',
  status: 'PROSPECT',
  type: 'ORGANIZATION',
  parent: undefined,
  domain: 'piedpiper.com',
  billingAddress: PALO_ALTO,
  shippingAddress: undefined,
  accountOwner: undefined,
  customFields: [],
}

export const LEGAL_ENTITY = {
  ...recordOf('erp', 'subsidiary', 'us'),
  name: 'Northwind Cloud Inc.',
  taxRegistrationNumber: undefined,
  baseCurrency: 'USD',
  countryCode: 'US',
}

/** The customer as an ERP has it that knows it already. */
export const ERP_CUSTOMER: ErpCustomer = {
  ...recordOf('erp', 'customer', 'erp-piper'),
  customerNumber: 'C1',
  isActive: true,
  legalName: 'Pied Piper, Inc.',
  taxExemption: undefined,
  taxIdentifiers: [{ scheme: 'us_ein', value: '83-0202020' }],
  billingAddress: PALO_ALTO,
  currencyCode: 'USD',
  paymentTerms: { code: 'NET_30', netDays: 30 },
  creditLimit: usd(20_000),
  creditHold: false,
  legalEntity: LEGAL_ENTITY,
  customFields: [],
}

export function erpProduct(product: string, kind: ErpProduct['kind']): ErpProduct {
  return {
    ...recordOf('erp', 'item', `erp-${product}`),
    sku: product,
    kind,
    active: true,
    revenueRecognitionRule: undefined,
    taxCode: undefined,
  }
}

export function priceOf(product: string, dollars: number, interval: PriceRecord['interval']): PriceRecord {
  return {
    ...recordOf('billing', 'price', `price-${product}`),
    createdAt: TODAY,
    product: refOf('billing', 'product', `billing-${product}`),
    unitAmount: usd(dollars),
    interval,
    intervalCount: interval && 1,
    taxBehavior: 'EXCLUSIVE',
  }
}
