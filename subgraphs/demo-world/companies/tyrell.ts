import { company } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** Neither names nor tax numbers: web domain and name together join the records. */
export function tyrell(): DemoCompany {
  return company({
    key: 'tyrell',
    name: 'Tyrell Biotech',
    legalName: 'Tyrell Biotech',
    domain: 'tyrell.bio',
    currencyCode: 'AUD',
    legalEntityKey: 'jp',
    taxId: { scheme: 'au_abn', value: '51824753556' },
    address: {
      line1: '88 Collins Street',
      city: 'Melbourne',
      region: 'VIC',
      postalCode: '3000',
      countryCode: 'AU',
    },
    presence: {
      CRM: { names: [], hasTaxId: false },
      BILLING: { names: [], hasTaxId: false },
      SUPPORT: { names: [] },
      ERP: { names: [], hasTaxId: false, name: 'TYRELL BIOTECH' },
    },
  })
}
