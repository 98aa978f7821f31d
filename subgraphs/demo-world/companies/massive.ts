import { company } from '../company-builder.ts'
import type { DemoCompany } from '../records.ts'

/** A parent company with one child. */
export function massive(): DemoCompany {
  return company({
    key: 'massive',
    name: 'Massive Dynamic',
    legalName: 'Massive Dynamic, Inc.',
    domain: 'massivedynamic.com',
    currencyCode: 'USD',
    legalEntityKey: 'us',
    taxId: { scheme: 'us_ein', value: '22-9990001' },
    address: {
      line1: '650 Fifth Avenue',
      city: 'New York',
      region: 'NY',
      postalCode: '10019',
      countryCode: 'US',
    },
  })
}

export function massiveUk(): DemoCompany {
  return company({
    key: 'massive-uk',
    name: 'Massive Dynamic UK',
    legalName: 'Massive Dynamic (UK) Limited',
    domain: 'massivedynamic.co.uk',
    currencyCode: 'GBP',
    legalEntityKey: 'de',
    taxId: { scheme: 'gb_vat', value: 'GB987654321' },
    parentKey: 'massive',
    address: {
      line1: '1 Canada Square',
      city: 'London',
      region: undefined,
      postalCode: 'E14 5AB',
      countryCode: 'GB',
    },
  })
}
