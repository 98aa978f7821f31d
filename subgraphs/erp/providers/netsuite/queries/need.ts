import type { SuiteQl } from '../client.ts'
import type { SuiteQlRow } from '../native.ts'

/**
 * One SELECT that may travel with others in one call. Every column is text (`TO_CHAR` where it is not), so that the
 * parts of a union have one type; the first three columns together are different for every row.
 */
export interface Need {
  /** Our name → expression. */
  columns: Readonly<Record<string, string>>
  /** `FROM …`, with conditions and grouping. */
  from: string
  /** Values of the `?`, in the order of the text: columns first. */
  params: readonly (string | number)[]
}

/** Values of one `IN`; Oracle takes 1000, shorter statements are kinder to its parser. */
const MAX_VALUES = 200

export function chunks<Value>(values: readonly Value[]): Value[][] {
  const unique = [...new Set(values)]
  return Array.from({ length: Math.ceil(unique.length / MAX_VALUES) }, (_, index) =>
    unique.slice(index * MAX_VALUES, (index + 1) * MAX_VALUES),
  )
}

export const placesFor = (values: readonly unknown[]): string => `(${values.map(() => '?').join(', ')})`

/**
 * Several needs as one statement: a union whose first column says which need a row belongs to. Nulls that fill up
 * narrow needs cost nothing, NetSuite leaves them out of its answer.
 */
export function combine(needs: readonly Need[]): SuiteQl {
  const width = Math.max(...needs.map(({ columns }) => Object.keys(columns).length))
  const parts = needs.map(({ columns, from }, index) => {
    const expressions = Object.values(columns)
    const filled = Array.from(
      { length: width },
      (_, column) => `${expressions[column] ?? 'NULL'} AS c${column}`,
    )
    return `SELECT '${index}' AS need, ${filled.join(', ')} ${from}`
  })
  // Pages are only whole if the order is: by need, then by what tells its rows apart.
  return {
    q: `${parts.join(' UNION ALL ')} ORDER BY 1, 2, 3, 4`,
    params: needs.flatMap(({ params }) => params),
  }
}

/** The rows of each need, under its own column names. */
export function divide(needs: readonly Need[], rows: readonly SuiteQlRow[]): SuiteQlRow[][] {
  const divided: SuiteQlRow[][] = needs.map(() => [])
  for (const row of rows) {
    const index = Number(row.need)
    const names = Object.keys(needs[index]?.columns ?? {})
    const entries = names.flatMap((name, column) => {
      const value = row[`c${column}`]
      return value === undefined ? [] : [[name, value] as const]
    })
    divided[index]?.push(Object.fromEntries(entries))
  }
  return divided
}
