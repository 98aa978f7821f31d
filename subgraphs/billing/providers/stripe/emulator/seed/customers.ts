import { salesforceId, stripeId } from '#demo-world/native-ids.ts'
import type { DemoCompany, DemoPresence } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import type { Row, State } from '../state.ts'
import { secondsOf } from './time.ts'

/** The company's customer, and one more for each duplicate of it. */
export function seedCustomers(
  state: State,
  company: DemoCompany,
  presence: DemoPresence,
  world: DemoWorld,
): void {
  const created = secondsOf(world.today, -600)
  const records = [{ key: company.key, name: presence.name }, ...(presence.duplicates ?? [])]
  for (const { key, name } of records) {
    state.collections.customers.push(customerRow({ key, name, company, presence, created }))
    if (presence.hasTaxId !== false) state.collections.tax_ids.push(taxIdRow(key, company, created))
  }
}

function customerRow(facts: {
  key: string
  name: string | undefined
  company: DemoCompany
  presence: DemoPresence
  created: number
}): Row {
  const { key, name, company, presence, created } = facts
  const owed = company.invoices.some(({ status, dueInDays }) => status === 'OPEN' && dueInDays < 0)
  return {
    id: stripeId('cus', key),
    object: 'customer',
    address: addressOf(company),
    balance: 0,
    business_name: name ?? company.legalName,
    created,
    currency: company.currencyCode.toLowerCase(),
    customer_account: null,
    default_source: null,
    delinquent: owed,
    description: null,
    discount: null,
    email: presence.hasDomain === false ? null : billingEmailOf(company),
    invoice_prefix: company.key.replaceAll('-', '').toUpperCase().slice(0, 8),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: presence.names.includes('CRM')
      ? { salesforce_account_id: salesforceId('001', company.key) }
      : {},
    name: name ?? company.name,
    next_invoice_sequence: company.invoices.length + 1,
    phone: company.phone,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}

function billingEmailOf({ contacts, domain }: DemoCompany): string {
  const billing = contacts.find(({ roles }) => roles.includes('BILLING'))
  return billing?.email ?? `accounts@${domain}`
}

export function addressOf({ address }: DemoCompany) {
  return {
    city: address.city,
    country: address.countryCode,
    line1: address.line1,
    line2: null,
    postal_code: address.postalCode,
    state: address.region ?? null,
  }
}

function taxIdRow(customerKey: string, { taxId, address }: DemoCompany, created: number): Row {
  const customer = stripeId('cus', customerKey)
  return {
    id: stripeId('txi', customerKey),
    object: 'tax_id',
    country: address.countryCode,
    created,
    customer,
    customer_account: null,
    livemode: false,
    owner: { customer, customer_account: null, type: 'customer' },
    type: taxId.scheme,
    value: taxId.value,
    verification: { status: 'verified', verified_address: null, verified_name: null },
  }
}
