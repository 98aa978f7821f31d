import { piedPiper } from '#demo-world/companies/pied-piper.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'
import type { DemoCompany } from '#demo-world/records.ts'

/** A won deal of the soak, as its CRM knows it. */
export interface Deal {
  opportunityId: string
  accountId: string
}

/** How many customers there are that the CRM alone knows, and how many won deals each of them has. */
export interface DealCount {
  customers: number
  each: number
}

/** Every deal, the first ones of all customers before the second ones. */
export function listDeals({ customers, each }: DealCount): Deal[] {
  return Array.from({ length: customers * each }, (_, index) => ({
    opportunityId: salesforceId('006', dealKey(index % customers, Math.floor(index / customers))),
    accountId: salesforceId('001', customerKey(index % customers)),
  }))
}

/** The demo world with these deals in it, for the CRM alone. */
export function createWorldWithDeals(now: Date, { customers, each }: DealCount): DemoWorld {
  const world = createDemoWorld(now)
  const companies = Array.from({ length: customers }, (_, index) => companyOf(index, each))
  return { ...world, companies: [...world.companies, ...companies] }
}

const customerKey = (customer: number): string => `soak-${customer}`
const dealKey = (customer: number, deal: number): string => `${customerKey(customer)}-o${deal}`
const quoteKey = (customer: number, deal: number): string => `${customerKey(customer)}-q${deal}`

/** A company as Pied Piper is, with deals like its own. */
function companyOf(customer: number, each: number): DemoCompany {
  const company = piedPiper()
  const key = customerKey(customer)
  const contactKey = `${key}-contact`
  const numbers = Array.from({ length: each }, (_, deal) => deal)
  return {
    ...company,
    key,
    name: `Soak ${customer}`,
    legalName: `Soak ${customer}, Inc.`,
    domain: `${key}.example`,
    taxId: { scheme: 'us_ein', value: `90-${String(1_000_000 + customer)}` },
    contacts: company.contacts.map((contact) => ({
      ...contact,
      key: contactKey,
      email: `buyer@${key}.example`,
    })),
    opportunities: numbers.flatMap((deal) =>
      company.opportunities.map((won) => ({
        ...won,
        key: dealKey(customer, deal),
        name: `Soak ${customer}: deal ${deal}`,
        quoteKey: quoteKey(customer, deal),
        contractKey: undefined,
        billToContactKey: contactKey,
      })),
    ),
    quotes: numbers.flatMap((deal) =>
      company.quotes.map((quote) => ({
        ...quote,
        key: quoteKey(customer, deal),
        number: `Q-${customer}-${deal}`,
        opportunityKey: dealKey(customer, deal),
      })),
    ),
    contracts: [],
  }
}
