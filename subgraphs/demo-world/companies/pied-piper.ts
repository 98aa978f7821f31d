import { company, contract, line } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** A deal just won: in the CRM alone, waiting to become a customer everywhere. */
export function piedPiper(): DemoCompany {
  const currencyCode = 'USD'
  const lines = [
    line('platform', 'platform', currencyCode, '5'),
    line('onboarding', 'onboarding', currencyCode),
  ]
  return company({
    key: 'pied-piper',
    name: 'Pied Piper',
    legalName: 'Pied Piper, Inc.',
    domain: 'piedpiper.com',
    currencyCode,
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '83-0202020' },
    status: 'PROSPECT',
    address: {
      line1: '5230 Newell Road',
      city: 'Palo Alto',
      region: 'CA',
      postalCode: '94303',
      countryCode: 'US',
    },
    presence: { CRM: { names: [] } },
    contacts: [
      {
        key: 'pied-monica',
        firstName: 'Monica',
        lastName: 'Hall',
        email: 'monica@piedpiper.com',
        phone: '+1 650 555 0171',
        title: 'COO',
        roles: ['PRIMARY', 'BILLING', 'SIGNATORY'],
      },
    ],
    opportunities: [
      {
        key: 'pied-o1',
        name: 'Pied Piper: platform',
        stage: 'Closed Won',
        closeInDays: -1,
        lines,
        quoteKey: 'pied-q1',
        contractKey: 'pied-c1',
        billToContactKey: 'pied-monica',
        startInDays: 0,
        termMonths: 12,
      },
    ],
    quotes: [
      {
        key: 'pied-q1',
        number: 'Q-00140',
        status: 'ACCEPTED',
        expiresInDays: 29,
        opportunityKey: 'pied-o1',
        purchaseOrderNumber: 'PP-2026-001',
        lines,
      },
    ],
    contracts: [
      contract({
        key: 'pied-c1',
        number: '00001101',
        name: 'Pied Piper platform',
        status: 'DRAFT',
        startInDays: 0,
        lines,
      }),
    ],
  })
}
