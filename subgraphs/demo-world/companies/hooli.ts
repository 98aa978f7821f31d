import { company, contract, invoice, line, subscription } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** Billed, but nobody made the customer in the ERP. */
export function hooli(): DemoCompany {
  const currencyCode = 'USD'
  const platform = line('platform', 'platform', currencyCode, '40')
  return company({
    key: 'hooli',
    name: 'Hooli',
    legalName: 'Hooli Corporation',
    domain: 'hooli.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '45-1112223' },
    address: {
      line1: '1 Hooli Way',
      city: 'Mountain View',
      region: 'CA',
      postalCode: '94043',
      countryCode: 'US',
    },
    presence: { CRM: { names: [] }, BILLING: { names: ['CRM'] }, SUPPORT: { names: ['CRM'] } },
    contracts: [
      contract({
        key: 'hooli-c1',
        number: '00000601',
        name: 'Hooli platform',
        startInDays: -33,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: 'hooli-s1', contractKey: 'hooli-c1', startedInDays: -33, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'hooli-i1',
        number: 'HOOLI-0001',
        currencyCode,
        lines: [platform],
        status: 'OPEN',
        issuedInDays: -33,
        dueInDays: -3,
        subscriptionKey: 'hooli-s1',
        contractKey: 'hooli-c1',
        ledger: undefined,
      }),
    ],
  })
}
