import { company, contract, invoice, ledger, line, payment, subscription } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** An old invoice in a closed period, credited in part, and one whose ledger total differs by a rounding that nobody explained. */
export function stark(): DemoCompany {
  const currencyCode = 'USD'
  const platform = line('platform', 'platform', currencyCode, '15')
  return company({
    key: 'stark',
    name: 'Stark Manufacturing',
    legalName: 'Stark Manufacturing LLC',
    domain: 'starkmfg.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '31-4445556' },
    creditLimit: '100000.00',
    address: {
      line1: '200 Park Avenue',
      city: 'New York',
      region: 'NY',
      postalCode: '10166',
      countryCode: 'US',
    },
    contracts: [
      contract({
        key: 'stark-c1',
        number: '00000701',
        name: 'Stark platform',
        startInDays: -240,
        lines: [platform],
      }),
    ],
    subscriptions: [
      subscription({ key: 'stark-s1', contractKey: 'stark-c1', startedInDays: -240, lines: [platform] }),
    ],
    invoices: [
      invoice({
        key: 'stark-i1',
        number: 'STARK-0001',
        currencyCode,
        lines: [platform],
        taxPercent: '8.875',
        status: 'OPEN',
        issuedInDays: -150,
        dueInDays: -120,
        amountPaid: '10000.00',
        payments: [payment({ key: 'stark-i1-p1', amount: '10000.00', receivedInDays: -118 })],
        subscriptionKey: 'stark-s1',
        contractKey: 'stark-c1',
        ledger: ledger({
          number: 'INV7001',
          postedInDays: -149,
          creditNote: { key: 'stark-cn1', number: 'CM7001', amount: '1200.00', reason: 'Seat billed twice' },
        }),
      }),
      invoice({
        key: 'stark-i2',
        number: 'STARK-0002',
        currencyCode,
        lines: [platform],
        taxPercent: '8.875',
        status: 'OPEN',
        issuedInDays: -25,
        dueInDays: 5,
        subscriptionKey: 'stark-s1',
        contractKey: 'stark-c1',
        ledger: ledger({ number: 'INV7002', postedInDays: -24, total: '19597.00' }),
      }),
    ],
  })
}
