import { toCountryCode, toPostalAddress } from '#shared/postal-address.ts'
import type { BalanceRecord, CustomerRecord } from '../../../provider.ts'
import type { SuiteQlRow } from '../native.ts'
import { toLegalEntity } from './legal-entity.ts'
import { amount, type Mapping, required, sourceOf } from './row.ts'
import { taxSchemeOf } from './tax-scheme.ts'

const FIELDS = {
  customerNumber: 'customer.entityid',
  legalName: 'customer.companyname',
  'taxExemption.exempt': 'customer.taxable',
  'taxExemption.certificateNumber': 'customer.resalenumber',
  currencyCode: 'customer.currency',
  paymentTerms: 'customer.terms',
  creditLimit: 'customer.creditlimit',
  creditHold: 'customer.creditholdoverride',
  legalEntity: 'customer.subsidiary',
  'billingAddress.line1': 'customeraddressbookentityaddress.addr1',
  'billingAddress.line2': 'customeraddressbookentityaddress.addr2',
  'billingAddress.city': 'customeraddressbookentityaddress.city',
  'billingAddress.region': 'customeraddressbookentityaddress.state',
  'billingAddress.postalCode': 'customeraddressbookentityaddress.zip',
  'billingAddress.countryCode': 'customeraddressbookentityaddress.country',
}

export function toCustomer(row: SuiteQlRow, mapping: Mapping): CustomerRecord {
  const { fields } = mapping
  const country = toCountryCode(row.country)
  return {
    source: sourceOf(mapping, 'customer', { id: required(row, 'id'), updated: row.updated }),
    fieldSources: { ...FIELDS, taxIdentifiers: `customer.${fields.taxId}` },
    customerNumber: row.number,
    isActive: row.inactive === undefined ? undefined : row.inactive === 'F',
    legalName: row.name ?? row.other_name,
    taxExemption:
      row.taxable === undefined ? undefined : { exempt: row.taxable === 'F', certificateNumber: row.resale },
    taxIdentifiers: row.tax_id ? [{ scheme: taxSchemeOf(row.tax_id, country), value: row.tax_id }] : [],
    billingAddress: toPostalAddress({ ...row, postalCode: row.postal_code }),
    currencyCode: row.currency,
    paymentTerms: toTerms(row),
    creditLimit: row.credit_limit && row.currency ? amount(row.credit_limit, row.currency) : undefined,
    creditHold: isOnHold(row),
    legalEntity: toLegalEntity(row, mapping),
    customFields: fields.custom.flatMap(({ key, field }, index) => {
      const value = row[`custom${index}`]
      return value === undefined ? [] : [{ key, type: 'string', value, sourceField: `customer.${field}` }]
    }),
  }
}

/**
 * ON and OFF are somebody's decision. AUTO holds a customer whose open invoices exceed the limit, as NetSuite does where
 * credit limit handling is "Enforce holds".
 * https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4103800262.html
 */
export function isOnHold({ hold, credit_limit, exposure, currency }: SuiteQlRow): boolean | undefined {
  if (hold === 'ON') return true
  if (hold === 'OFF') return false
  if (hold !== 'AUTO') return undefined
  if (credit_limit === undefined || exposure === undefined || currency === undefined) return false
  return amount(exposure, currency).minorUnits > amount(credit_limit, currency).minorUnits
}

function toTerms({ terms, net_days }: SuiteQlRow): CustomerRecord['paymentTerms'] {
  if (terms === undefined) return undefined
  const netDays = net_days !== undefined && /^\d+$/.test(net_days) ? Number(net_days) : undefined
  return { code: terms, netDays }
}

const BALANCE_FIELDS = {
  receivable: 'transaction.foreignamountunpaid',
  overdue: 'transaction.foreignamountunpaid',
  unapplied: 'transaction.foreignpaymentamountunused',
}

export function toBalance(row: SuiteQlRow, mapping: Mapping): BalanceRecord {
  const currency = required(row, 'currency')
  return {
    source: sourceOf(mapping, 'customer', { id: required(row, 'id'), updated: row.updated }),
    fieldSources: BALANCE_FIELDS,
    receivable: amount(row.receivable ?? '0', currency),
    overdue: amount(row.overdue ?? '0', currency),
    unapplied: amount(row.unapplied ?? '0', currency),
  }
}
