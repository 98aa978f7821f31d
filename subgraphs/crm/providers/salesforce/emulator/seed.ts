import { salesforceId } from '#demo-world/native-ids.ts'
import type { DemoCompany, DemoProduct } from '#demo-world/records.ts'
import type { DemoWorld } from '#demo-world/world.ts'
import { USER_ID } from './auth.ts'
import type { Row } from './org.ts'
import { seedContracts } from './seed/contracts.ts'
import { daysFrom, row, type Tables } from './seed/rows.ts'
import { seedOpportunities, seedOrders, seedQuotes } from './seed/sales.ts'

/** The demo world as a Salesforce org knows it: only the companies that the CRM has. */
export function seedOrg(world: DemoWorld): ReadonlyMap<string, readonly Row[]> {
  const tables: Tables = new Map()
  for (const product of world.products) add(tables, 'Product2', toProduct(product, world.today))
  for (const company of world.companies) if (company.presence.CRM) seedCompany(tables, company, world)
  for (const name of new Set(world.companies.map(({ accountOwner }) => accountOwner)))
    add(
      tables,
      'User',
      row(ownerId(name), world.today, {
        Name: name,
        Username: `${name}@northwind-cloud.example`,
        IsActive: true,
      }),
    )
  add(
    tables,
    'User',
    row(USER_ID, world.today, {
      Name: 'Integration',
      Username: 'integration@northwind-cloud.example',
      IsActive: true,
    }),
  )
  for (const rows of tables.values()) rows.sort((one, other) => (one.Id < other.Id ? -1 : 1))
  return tables
}

function add(tables: Tables, object: string, ...rows: Row[]): void {
  const known = tables.get(object)
  if (known) known.push(...rows)
  else tables.set(object, rows)
}

function seedCompany(tables: Tables, company: DemoCompany, world: DemoWorld): void {
  const { today } = world
  const presence = company.presence.CRM
  add(tables, 'Account', toAccount(company, company.key, presence?.name ?? company.name, today))
  for (const { key, name } of presence?.duplicates ?? [])
    add(tables, 'Account', toAccount(company, key, name, today))
  add(tables, 'Contact', ...company.contacts.map((contact) => toContact(company, contact, today)))
  for (const [object, rows] of [
    ...seedContracts(company, world),
    ...seedOpportunities(company, world),
    ...seedQuotes(company, world),
    ...seedOrders(company, world),
  ])
    add(tables, object, ...rows)
}

const ownerId = (name: string): string => salesforceId('005', name)

const TYPES = {
  PROSPECT: 'Prospect',
  ACTIVE: 'Customer - Direct',
  CHURNED: 'Former Customer',
} as const

function toAccount(company: DemoCompany, key: string, name: string, today: Date): Row {
  const presence = company.presence.CRM
  return row(salesforceId('001', key), daysFrom(today, -700), {
    Name: name,
    Type: TYPES[company.status],
    ParentId: company.parentKey === undefined ? null : salesforceId('001', company.parentKey),
    ...toAddress('Billing', company.address),
    ...toAddress('Shipping', company.shippingAddress),
    Phone: company.phone,
    Website: presence?.hasDomain === false ? null : `https://www.${company.domain}`,
    Industry: 'Technology',
    AccountSource: 'Web',
    OwnerId: ownerId(company.accountOwner),
    CurrencyIsoCode: company.currencyCode,
    Legal_Name__c: company.legalName,
    Tax_Id__c: presence?.hasTaxId === false ? null : company.taxId.value,
    Business_Unit__c: company.businessUnitKey,
  })
}

function toAddress(
  prefix: string,
  address: DemoCompany['address'] | undefined,
): Record<string, string | null> {
  return {
    [`${prefix}Street`]: address?.line1 ?? null,
    [`${prefix}City`]: address?.city ?? null,
    [`${prefix}State`]: address?.region ?? null,
    [`${prefix}StateCode`]: address?.region ?? null,
    [`${prefix}PostalCode`]: address?.postalCode ?? null,
    [`${prefix}Country`]: address ? countryName(address.countryCode) : null,
    [`${prefix}CountryCode`]: address?.countryCode ?? null,
  }
}

const COUNTRY_NAMES = new Intl.DisplayNames('en', { type: 'region' })
const countryName = (code: string): string => COUNTRY_NAMES.of(code) ?? code

const ROLE_LABELS = {
  PRIMARY: 'Primary',
  BILLING: 'Billing',
  TECHNICAL: 'Technical',
  SUPPORT: 'Support',
  SIGNATORY: 'Signatory',
} as const

function toContact(company: DemoCompany, contact: DemoCompany['contacts'][number], today: Date): Row {
  return row(salesforceId('003', contact.key), daysFrom(today, -690 + company.contacts.indexOf(contact)), {
    AccountId: salesforceId('001', company.key),
    FirstName: contact.firstName,
    LastName: contact.lastName,
    Name: `${contact.firstName} ${contact.lastName}`,
    Title: contact.title,
    Email: contact.email,
    Phone: contact.phone,
    OwnerId: ownerId(company.accountOwner),
    Roles__c: contact.roles.map((role) => ROLE_LABELS[role]).join(';') || null,
  })
}

function toProduct(product: DemoProduct, today: Date): Row {
  return row(salesforceId('01t', product.key), daysFrom(today, -800), {
    Name: product.name,
    ProductCode: product.sku,
    StockKeepingUnit: product.sku,
    Family: product.kind,
    IsActive: true,
  })
}
