import { company, contract, line, subscription } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** Pays for support, but support knows of no entitlement. */
export function wonka(): DemoCompany {
  const currencyCode = 'USD'
  const lines = [
    line('platform', 'platform', currencyCode, '8'),
    line('support', 'premium-support', currencyCode),
  ]
  return company({
    key: 'wonka',
    name: 'Wonka Foods',
    legalName: 'Wonka Foods Inc.',
    domain: 'wonkafoods.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '61-7778889' },
    address: {
      line1: '900 Cocoa Avenue',
      city: 'Hershey',
      region: 'PA',
      postalCode: '17033',
      countryCode: 'US',
    },
    contracts: [
      contract({
        key: 'wonka-c1',
        number: '00000901',
        name: 'Wonka platform and support',
        startInDays: -20,
        lines,
      }),
    ],
    subscriptions: [
      subscription({
        key: 'wonka-s1',
        contractKey: 'wonka-c1',
        startedInDays: -20,
        lines: lines.slice(0, 1),
      }),
    ],
    cases: [
      {
        key: 'wonka-k1',
        number: 'CS0001020',
        subject: 'Who do we call at night?',
        description: 'We bought premium support and cannot find the number.',
        status: 'NEW',
        priority: 'HIGH',
        severity: 'SEV2',
        escalated: false,
        channel: 'EMAIL',
        openedInDays: -2,
        resolvedInDays: undefined,
        contactKey: undefined,
        productKey: 'platform',
        entitlementKey: undefined,
        contractKey: undefined,
      },
    ],
  })
}
