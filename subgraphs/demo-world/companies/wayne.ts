import { company, contract, invoice, line, subscription } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** The contract ends in 40 days: inside its notice window. */
export function wayne(): DemoCompany {
  const currencyCode = 'GBP'
  const platform = line('platform', 'platform', currencyCode, '30')
  return company({
    key: 'wayne',
    name: 'Wayne Shipping',
    legalName: 'Wayne Shipping Ltd',
    domain: 'wayneshipping.co.uk',
    currencyCode,
    legalEntityKey: 'de',
    taxId: { scheme: 'gb_vat', value: 'GB123456789' },
    supportTier: 'Premium',
    address: {
      line1: '30 St Mary Axe',
      city: 'London',
      region: undefined,
      postalCode: 'EC3A 8BF',
      countryCode: 'GB',
    },
    contracts: [
      contract({
        key: 'wayne-c1',
        number: '00000801',
        name: 'Wayne platform',
        startInDays: -325,
        lines: [platform],
        noticeDays: 90,
      }),
    ],
    subscriptions: [
      subscription({ key: 'wayne-s1', contractKey: 'wayne-c1', startedInDays: -325, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'wayne-i1',
        number: 'WAYNE-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '20',
        status: 'PAID',
        issuedInDays: -55,
        dueInDays: -25,
        subscriptionKey: 'wayne-s1',
        contractKey: 'wayne-c1',
      }),
    ],
    entitlements: [
      {
        key: 'wayne-e1',
        name: 'Premium support',
        contractKey: 'wayne-c1',
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -325,
        endInDays: 40,
        unit: 'CASES',
        totalUnits: 10,
        usedUnits: 10,
        slaName: 'Premium 8x5',
        channels: ['EMAIL', 'PHONE'],
      },
    ],
  })
}
