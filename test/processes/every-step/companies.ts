import { line, subscription } from '#demo-world/company-builder.ts'
import { piedPiper } from '#demo-world/companies/pied-piper.ts'
import type { DemoCompany } from '#demo-world/records.ts'
import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'
import { createWorldWithDeals, listDeals } from '../../soak/processes/deals.ts'

const KNOWN = new Set(['globex', 'umbrella', 'wayne', 'wonka'])
const ONE_DEAL = { customers: 1, each: 1 }
/** Who has bought something, and is known to the CRM alone. */
export const [NEW_CUSTOMER] = listDeals(ONE_DEAL)

/** Whom scenes are about: some of the demo world, one that is new, and one that is charged by itself. */
export function createCompanies(now: Date): DemoWorld {
  const others = new Set(createDemoWorld(now).companies.flatMap(({ key }) => (KNOWN.has(key) ? [] : key)))
  const { companies, ...world } = createWorldWithDeals(now, ONE_DEAL)
  return { ...world, companies: [...companies.filter(({ key }) => !others.has(key)), charged()] }
}

export const CHARGED = 'charged'

/** A customer of all systems that pays by card, and buys more. */
function charged(): DemoCompany {
  const company = piedPiper()
  const contactKey = `${CHARGED}-contact`
  const quoteKey = `${CHARGED}-q1`
  return {
    ...company,
    ...{
      key: CHARGED,
      name: 'Charged',
      legalName: 'Charged, Inc.',
      domain: 'charged.example',
      status: 'ACTIVE',
    },
    taxId: { scheme: 'us_ein', value: '91-2345678' },
    presence: {
      CRM: { names: [] },
      BILLING: { names: ['CRM'] },
      SUPPORT: { names: ['CRM'] },
      ERP: { names: ['CRM', 'BILLING'] },
    },
    contacts: company.contacts.map((contact) => ({ ...contact, key: contactKey })),
    opportunities: company.opportunities.map((deal) => ({
      ...deal,
      ...{ key: `${CHARGED}-o1`, quoteKey, contractKey: undefined, billToContactKey: contactKey },
    })),
    quotes: company.quotes.map((quote) => ({
      ...quote,
      ...{ key: quoteKey, number: 'Q-99999', opportunityKey: `${CHARGED}-o1` },
    })),
    contracts: [],
    subscriptions: [
      subscription({
        ...{ key: `${CHARGED}-s1`, contractKey: undefined, startedInDays: -100 },
        lines: [line('support', 'premium-support', 'USD')],
        collectionMethod: 'CHARGE_AUTOMATICALLY',
      }),
    ],
  }
}
