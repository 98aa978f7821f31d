import { displayOf } from './display.ts'
import { type Field, fieldsOf, findField, type Instance, type InstanceRow, valueAt } from './state.ts'

/** What a caller asked to see of a record. */
export interface Presentation {
  /** `sysparm_fields`; undefined: every field. */
  fields: string[] | undefined
  displayValue: 'false' | 'true' | 'all'
  excludeReferenceLink: boolean
  baseUrl: string
}

export function readPresentation(query: URLSearchParams, baseUrl: string): Presentation {
  const displayValue = query.get('sysparm_display_value')
  const fields = query.get('sysparm_fields')
  return {
    fields: fields ? fields.split(',').map((field) => field.trim()) : undefined,
    displayValue: displayValue === 'true' || displayValue === 'all' ? displayValue : 'false',
    excludeReferenceLink: query.get('sysparm_exclude_reference_link') === 'true',
    baseUrl,
  }
}

/** A record as the Table API answers it: text throughout, unknown fields left out. */
export function presentRow(
  instance: Instance,
  tableName: string,
  row: InstanceRow,
  presentation: Presentation,
): Record<string, unknown> {
  const table = instance.tables.get(tableName)
  const names = presentation.fields ?? (table ? [...fieldsOf(instance, table).keys()] : [])
  const cells = names.flatMap((name) => {
    const field = findField(instance, tableName, name)
    if (!field) return []
    const value = valueAt(instance, tableName, row, name)
    return [[name, presentCell(instance, field, value, presentation)] as const]
  })
  return Object.fromEntries(cells)
}

function presentCell(
  instance: Instance,
  field: Field,
  value: string,
  { displayValue, excludeReferenceLink, baseUrl }: Presentation,
): unknown {
  const shown = displayOf(instance, field, value)
  const link =
    field.reference !== undefined && value !== '' && !excludeReferenceLink
      ? { link: `${baseUrl}/api/now/table/${field.reference}/${value}` }
      : undefined
  if (displayValue === 'all') return { display_value: shown, value, ...link }
  if (displayValue === 'true') return link ? { display_value: shown, ...link } : shown
  return link ? { ...link, value } : value
}
