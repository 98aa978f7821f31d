import { company, contract, invoice, line, subscription } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** Gone, with the subscription cancelled, but still entitled in support. */
export function soylent(): DemoCompany {
  const currencyCode = 'USD'
  const platform = line('platform', 'platform', currencyCode, '3')
  return company({
    key: 'soylent',
    name: 'Soylent Nutrition',
    legalName: 'Soylent Nutrition Corp.',
    domain: 'soylent-nutrition.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '77-1231231' },
    status: 'CHURNED',
    address: {
      line1: '777 South Figueroa',
      city: 'Los Angeles',
      region: 'CA',
      postalCode: '90017',
      countryCode: 'US',
    },
    contracts: [
      contract({
        key: 'soylent-c1',
        number: '00001001',
        name: 'Soylent platform',
        status: 'TERMINATED',
        startInDays: -500,
        lines: [platform],
        autoRenew: false,
      }),
    ],
    subscriptions: [
      subscription({
        key: 'soylent-s1',
        contractKey: 'soylent-c1',
        status: 'CANCELLED',
        startedInDays: -500,
        periodStartedInDays: -165,
        lines: [platform],
      }),
    ],
    invoices: [
      invoice({
        key: 'soylent-i1',
        number: 'SOYL-0001',
        currencyCode,
        lines: [platform],
        status: 'UNCOLLECTIBLE',
        issuedInDays: -170,
        dueInDays: -140,
        subscriptionKey: 'soylent-s1',
        contractKey: 'soylent-c1',
      }),
    ],
    entitlements: [
      {
        key: 'soylent-e1',
        name: 'Standard support',
        contractKey: undefined,
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -500,
        endInDays: undefined,
        unit: 'CASES',
        totalUnits: 5,
        usedUnits: 1,
        slaName: 'Standard',
        channels: ['EMAIL'],
      },
    ],
  })
}
