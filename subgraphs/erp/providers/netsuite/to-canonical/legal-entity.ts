import { toCountryCode } from '#shared/postal-address.ts'
import type { LegalEntityRecord } from '../../../provider.ts'
import type { SuiteQlRow } from '../native.ts'
import { type Mapping, required, sourceOf } from './row.ts'

const FIELDS = {
  name: 'subsidiary.name',
  taxRegistrationNumber: 'subsidiary.federalidnumber',
  baseCurrency: 'subsidiary.currency',
  countryCode: 'subsidiary.country',
}

/** The seller named in a row's `s_…` columns; undefined where it names none. */
export function toLegalEntity(row: SuiteQlRow, mapping: Mapping): LegalEntityRecord | undefined {
  const id = row.s_id
  if (id === undefined) return undefined
  return {
    source: sourceOf(mapping, 'subsidiary', { id, updated: undefined }),
    fieldSources: FIELDS,
    name: required(row, 's_name'),
    taxRegistrationNumber: row.s_tax,
    baseCurrency: required(row, 's_currency'),
    countryCode: toCountryCode(row.s_country),
  }
}
