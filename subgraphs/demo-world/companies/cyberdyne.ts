import { company } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** No system names another's record: the tax number is what joins them. */
export function cyberdyne(): DemoCompany {
  return company({
    key: 'cyberdyne',
    name: 'Cyberdyne Systems',
    legalName: 'Cyberdyne Systems Corporation',
    domain: 'cyberdyne.com',
    currencyCode: 'USD',
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '55-8889991' },
    address: {
      line1: '18144 El Camino Real',
      city: 'Sunnyvale',
      region: 'CA',
      postalCode: '94087',
      countryCode: 'US',
    },
    presence: {
      CRM: { names: [] },
      BILLING: { names: [], name: 'Cyberdyne Sys. Corp', hasDomain: false },
      SUPPORT: { names: ['CRM'] },
      ERP: { names: [], name: 'CYBERDYNE SYSTEMS CORPORATION' },
    },
  })
}
