import { company, contract, invoice, line, subscription } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** A currency without decimals. */
export function umbrella(): DemoCompany {
  const currencyCode = 'JPY'
  const platform = line('platform', 'platform', currencyCode, '4')
  return company({
    key: 'umbrella',
    name: 'Umbrella Pharma',
    legalName: 'Umbrella Pharma K.K.',
    domain: 'umbrella-pharma.jp',
    currencyCode,
    legalEntityKey: 'jp',
    taxId: { scheme: 'jp_trn', value: 'T9876543210987' },
    supportTier: 'Premium',
    accountOwner: 'Haruka Sato',
    address: {
      line1: '1-9-1 Marunouchi',
      city: 'Chiyoda-ku',
      region: 'Tokyo',
      postalCode: '100-0005',
      countryCode: 'JP',
    },
    contracts: [
      contract({
        key: 'umbrella-c1',
        number: '00000301',
        name: 'Umbrella platform',
        startInDays: -100,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({
        key: 'umbrella-s1',
        contractKey: 'umbrella-c1',
        startedInDays: -100,
        lines: [platform],
      }),
    ],
    invoices: [
      invoice({
        key: 'umbrella-i1',
        number: 'UMBR-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '10',
        status: 'PAID',
        issuedInDays: -40,
        dueInDays: -10,
        subscriptionKey: 'umbrella-s1',
        contractKey: 'umbrella-c1',
      }),
      invoice({
        key: 'umbrella-i2',
        number: 'UMBR-0002',
        currencyCode,
        lines: [platform],
        taxPercent: '10',
        status: 'OPEN',
        issuedInDays: -10,
        dueInDays: 20,
        subscriptionKey: 'umbrella-s1',
        contractKey: 'umbrella-c1',
      }),
    ],
    entitlements: [
      {
        key: 'umbrella-e1',
        name: 'Premium support',
        contractKey: 'umbrella-c1',
        productKey: 'platform',
        status: 'ACTIVE',
        startInDays: -100,
        endInDays: 265,
        unit: 'CASES',
        totalUnits: 20,
        usedUnits: 3,
        slaName: 'Premium 8x5',
        channels: ['EMAIL', 'WEB'],
      },
    ],
  })
}
