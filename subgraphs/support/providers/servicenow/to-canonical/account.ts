import type { FieldSources } from '#shared/provenance.ts'
import type { AccountRecord } from '../../../provider.ts'
import { customFieldsOf, type RowOf, type Tables } from '../native.ts'
import { type Origin, sourceOf, sourcesIn } from './origin.ts'
import { textOrNothing } from './values.ts'

function accountSources({ account }: Pick<Tables, 'account'>): FieldSources {
  return sourcesIn(account, { supportTier: 'supportTier' })
}

export function toCanonicalAccount(
  { account }: Tables,
  row: RowOf<Tables['account']>,
  origin: Origin,
): AccountRecord {
  const cells: Readonly<Record<string, string>> = row
  return {
    nativeId: row.sysId,
    name: row.name,
    supportTier: textOrNothing(row.supportTier),
    customFields: customFieldsOf(account).map(({ key, field, word }) => ({
      key,
      type: 'string',
      value: textOrNothing(cells[word] ?? '') ?? null,
      sourceField: `${account.name}.${field}`,
    })),
    source: sourceOf(account, row, origin),
    fieldSources: accountSources({ account }),
  }
}
