import { WeftError } from '#shared/errors.ts'

/** One condition on a field: `['account', 'IN', ids]`. */
export type Condition<Field extends string = string> =
  | readonly [field: Field, operator: '=' | '!=' | '<' | '>' | '>=' | '<=', value: string]
  | readonly [field: Field, operator: 'IN' | 'NOT IN', values: readonly string[]]

/** Rows for which all conditions of one branch hold, of any branch; `-field` sorts descending. */
export interface Query<Field extends string = string> {
  anyOf: readonly (readonly Condition<Field>[])[]
  orderBy: readonly (Field | `-${Field}`)[]
}

/** What ids, dates and choice values are made of. A caret or a comma would be read as part of the query's grammar. */
const VALUE = /^[\w .:~/-]+$/

/**
 * Writes a query as `sysparm_query` takes it. The vendor drops in silence what it cannot read and so answers too much:
 * here a field can only be one of the table's, and a value that could change the meaning is INVALID_ARGUMENT.
 */
export function encodeQuery<Field extends string>(
  fields: Readonly<Record<Field, string>>,
  { anyOf, orderBy }: Query<Field>,
): string {
  const branches = anyOf.map((conditions) =>
    conditions.map(([field, operator, value]) => fields[field] + operator + encodeValue(value)).join('^'),
  )
  const order = orderBy.map((field) =>
    field.startsWith('-')
      ? `^ORDERBYDESC${fields[field.slice(1) as Field]}`
      : `^ORDERBY${fields[field as Field]}`,
  )
  return (branches.join('^NQ') + order.join('')).replace(/^\^/, '')
}

/** The fields that a query depends on. */
export function fieldsOf<Field extends string>({ anyOf, orderBy }: Query<Field>): Field[] {
  const ordered = orderBy.map((field) => field.replace(/^-/, '') as Field)
  return [...new Set([...anyOf.flat().map(([field]) => field), ...ordered])]
}

function encodeValue(value: string | readonly string[]): string {
  const values = typeof value === 'string' ? [value] : value
  const strange = values.find((each) => !VALUE.test(each))
  if (strange !== undefined) {
    throw new WeftError('INVALID_ARGUMENT', `cannot ask for ${JSON.stringify(strange.slice(0, 64))}`)
  }
  return values.join(',')
}
