import type { PostalAddress } from '#shared/postal-address.ts'
import type { Problem } from '../process.ts'
import { problem } from '../problem.ts'
import type { ReadSale } from './read-sale.ts'
import type { ReadSystems } from './read-systems.ts'
import { needsTaxNumber, toTaxIdentifier } from './tax-number.ts'

/** The customer as finance needs it: the ERP's word first, then billing's, then the deal's and the CRM's. */
export interface BillTo {
  name: string
  legalName: string | undefined
  contactName: string | undefined
  email: string | undefined
  address: PostalAddress | undefined
  taxIdentifiers: { scheme: string; value: string }[]
  /** A number that cannot be one of the address's country. */
  wrongTaxNumber: string | undefined
  isTaxExempt: boolean
  purchaseOrderNumber: string | undefined
  needsPurchaseOrder: boolean
}

export function billToOf({ sale, customer }: ReadSale, { erp, billing }: ReadSystems): BillTo {
  const address = erp.record?.billingAddress ?? sale.billTo.address ?? customer?.billingAddress
  const known = erp.record?.taxIdentifiers.length ? erp.record.taxIdentifiers : billing.record?.taxIdentifiers
  const fromCrm =
    sale.taxId && address?.countryCode ? toTaxIdentifier(sale.taxId, address.countryCode) : undefined
  const identifiers = known?.length ? known : fromCrm ? [fromCrm] : []
  const fields = [customer, erp.record, billing.record].flatMap((record) => record?.customFields ?? [])
  return {
    name: customer?.name ?? sale.name,
    legalName: erp.record?.legalName ?? customer?.legalName,
    contactName: sale.billTo.contactName,
    email: sale.billTo.email ?? billing.record?.billingEmail,
    address,
    taxIdentifiers: identifiers.map(({ scheme, value }) => ({ scheme, value })),
    wrongTaxNumber: identifiers.length === 0 && address?.countryCode ? sale.taxId : undefined,
    isTaxExempt: erp.record?.taxExemption?.exempt === true,
    purchaseOrderNumber: sale.purchaseOrderNumber,
    needsPurchaseOrder: fields.some(
      ({ key, value }) =>
        key === 'purchaseOrderRequired' && ['true', 'T', true, 'yes'].includes(value as string),
    ),
  }
}

/** What would become a blocker weeks later: who is billed, where, under which number. */
export function checkBillTo(billTo: BillTo): Problem[] {
  const { legalName, contactName, email, address } = billTo
  const found: Problem[] = []
  const require = (value: string | undefined, path: string, words: string): void => {
    if (!value)
      found.push(problem('REQUIRED', path, { message: `${words} is missing`, fix: `Fill it in in the CRM` }))
  }
  require(legalName, 'customer.legalName', "the customer's legal name")
  require(contactName, 'billTo.contactName', 'the person who is billed')
  require(email, 'billTo.email', 'the address that invoices are mailed to')
  require(address?.line1, 'billTo.address.line1', 'the street of the bill-to address')
  require(address?.city, 'billTo.address.city', 'the city of the bill-to address')
  require(address?.countryCode, 'billTo.address.countryCode', 'the country of the bill-to address')
  if (billTo.needsPurchaseOrder)
    require(billTo.purchaseOrderNumber, 'purchaseOrderNumber', 'the purchase order number that the customer asks for')
  return [...found, ...checkTax(billTo)]
}

/** Whether the tax can be told: the address leads to a jurisdiction, and the number to a register. */
function checkTax({ address, taxIdentifiers, wrongTaxNumber, isTaxExempt }: BillTo): Problem[] {
  const countryCode = address?.countryCode
  if (!address || !countryCode) return []
  if (countryCode === 'US' && (!address.region || !address.postalCode))
    return [
      problem('TAX_INVALID', 'billTo.address', {
        message: 'an address in the United States leads to no jurisdiction without its state and postal code',
        fix: 'Complete the bill-to address',
      }),
    ]
  if (wrongTaxNumber !== undefined)
    return [
      problem('TAX_INVALID', 'customer.taxId', {
        message: `the customer's tax number is none of ${countryCode}`,
        fix: 'Correct the tax number, or the country of the bill-to address',
      }),
    ]
  if (taxIdentifiers.length > 0 || isTaxExempt || !needsTaxNumber(countryCode)) return []
  return [
    problem('TAX_INVALID', 'customer.taxId', {
      message: `a business in ${countryCode} is billed under its tax number, and it has none`,
      fix: "Fill in the customer's tax number in the CRM",
    }),
  ]
}

/** Several records of the customer in one system, a system that nobody can write to. */
export function checkCrmLinks({ crmLinks }: ReadSystems): Problem[] {
  if (crmLinks.length <= 1 && crmLinks.every(({ state }) => state === 'ACTIVE')) return []
  return [
    problem('CONFLICT', 'customer', {
      message: 'the CRM has more than one record that may be this customer',
      fix: 'Merge the records in the CRM, or say which one it is',
    }),
  ]
}
