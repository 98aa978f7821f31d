import { company, contract, invoice, ledger, line, subscription } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** A currency with three decimals. */
export function gulfTrading(): DemoCompany {
  const currencyCode = 'KWD'
  const platform = line('platform', 'platform', currencyCode, '3')
  return company({
    key: 'gulf-trading',
    name: 'Gulf Trading',
    legalName: 'Gulf Trading Company W.L.L.',
    domain: 'gulftrading.com.kw',
    currencyCode,
    legalEntityKey: 'de',
    taxId: { scheme: 'eu_vat', value: 'KW00112233' },
    address: {
      line1: 'Ahmad Al Jaber Street',
      city: 'Kuwait City',
      region: undefined,
      postalCode: '13001',
      countryCode: 'KW',
    },
    contracts: [
      contract({
        key: 'gulf-c1',
        number: '00000401',
        name: 'Gulf platform',
        startInDays: -70,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: 'gulf-s1', contractKey: 'gulf-c1', startedInDays: -70, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'gulf-i1',
        number: 'GULF-0001',
        currencyCode,
        lines: [platform],
        status: 'OPEN',
        issuedInDays: -20,
        dueInDays: 10,
        subscriptionKey: 'gulf-s1',
        contractKey: 'gulf-c1',
        ledger: ledger({ number: 'INV4001', postedInDays: -19, exchangeRate: '3.0125' }),
      }),
    ],
  })
}
