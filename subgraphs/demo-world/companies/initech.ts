import { company } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** Twice in the CRM: the other systems' records could mean either account, so a person has to say. */
export function initech(): DemoCompany {
  return company({
    key: 'initech',
    name: 'Initech',
    domain: 'initech.com',
    currencyCode: 'USD',
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '98-7654321' },
    address: {
      line1: '4120 Freidrich Lane',
      city: 'Austin',
      region: 'TX',
      postalCode: '78744',
      countryCode: 'US',
    },
    presence: {
      CRM: { names: [], hasTaxId: false, duplicates: [{ key: 'initech-2', name: 'Initech' }] },
      BILLING: { names: [], hasTaxId: false },
      SUPPORT: { names: [] },
      ERP: { names: [] },
    },
  })
}
