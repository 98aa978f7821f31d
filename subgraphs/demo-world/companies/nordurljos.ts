import { company, contract, invoice, line, subscription } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** Icelandic króna: no decimals by ISO 4217, two in Stripe's API. */
export function nordurljos(): DemoCompany {
  const currencyCode = 'ISK'
  const platform = line('platform', 'platform', currencyCode, '2')
  return company({
    key: 'nordurljos',
    name: 'Norðurljós',
    legalName: 'Norðurljós ehf.',
    domain: 'nordurljos.is',
    currencyCode,
    legalEntityKey: 'de',
    taxId: { scheme: 'is_vat', value: 'IS123456' },
    address: {
      line1: 'Borgartún 26',
      city: 'Reykjavík',
      region: undefined,
      postalCode: '105',
      countryCode: 'IS',
    },
    contracts: [
      contract({
        key: 'nordur-c1',
        number: '00000501',
        name: 'Norðurljós platform',
        startInDays: -90,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: 'nordur-s1', contractKey: 'nordur-c1', startedInDays: -90, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'nordur-i1',
        number: 'NORD-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '24',
        status: 'OPEN',
        issuedInDays: -12,
        dueInDays: 18,
        subscriptionKey: 'nordur-s1',
        contractKey: 'nordur-c1',
      }),
    ],
  })
}
