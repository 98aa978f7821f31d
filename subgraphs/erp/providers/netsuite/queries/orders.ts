import type { NativeFields } from '../native-fields.ts'
import { day, instant, itemColumns, joinSubsidiary, SUBSIDIARY_COLUMNS } from './joins.ts'
import { type Need, placesFor } from './need.ts'

/** A page of the sales orders of several customers. */
export interface OrderPage {
  entities: readonly string[]
  /** Rows per customer. */
  count: number
  after: { day: string; id: string } | undefined
  /** Undefined: every status. */
  statuses: { letters: readonly string[]; negated: boolean } | undefined
}

export function ordersByIdNeed(ids: readonly string[], fields: NativeFields): Need {
  const from = `FROM transaction t ${joinLines()} WHERE t.type = 'SalesOrd' AND t.id IN ${placesFor(ids)}`
  return { columns: orderColumns(fields), from, params: ids }
}

/** The newest orders of each customer: a customer with thousands of them takes no place from the others. */
export function orderPageNeed({ entities, count, after, statuses }: OrderPage, fields: NativeFields): Need {
  const conditions = [`o.type = 'SalesOrd'`, `o.entity IN ${placesFor(entities)}`]
  const params: (string | number)[] = [...entities]
  if (after) {
    conditions.push(
      "(o.trandate < TO_DATE(?, 'YYYY-MM-DD') OR (o.trandate = TO_DATE(?, 'YYYY-MM-DD') AND o.id < ?))",
    )
    params.push(after.day, after.day, Number(after.id))
  }
  if (statuses) {
    // SuiteQL shows a status as "B"; filters in some releases want "SalesOrd:B". Both are offered.
    const values = statuses.letters.flatMap((letter) => [letter, `SalesOrd:${letter}`])
    conditions.push(`o.status ${statuses.negated ? 'NOT IN' : 'IN'} ${placesFor(values)}`)
    params.push(...values)
  }
  const ranked = `SELECT o.id AS id,
    ROW_NUMBER() OVER (PARTITION BY o.entity ORDER BY o.trandate DESC, o.id DESC) AS place
    FROM transaction o WHERE ${conditions.join(' AND ')}`
  return {
    columns: orderColumns(fields),
    from: `FROM (${ranked}) p JOIN transaction t ON t.id = p.id ${joinLines()} WHERE p.place <= ?`,
    params: [...params, count],
  }
}

/** One row for each line of an order, with the order's own columns on every one; an order without lines has one row. */
function orderColumns(fields: NativeFields): Record<string, string> {
  return {
    id: 'TO_CHAR(t.id)',
    line: 'TO_CHAR(l.linesequencenumber)',
    entity: 'TO_CHAR(t.entity)',
    number: 't.tranid',
    status: 't.status',
    date: day('t.trandate'),
    total: 'TO_CHAR(t.foreigntotal)',
    currency: 'cu.symbol',
    contract: `t.${fields.crmContractId}`,
    updated: instant('t.lastmodifieddate'),
    ...SUBSIDIARY_COLUMNS,
    quantity: 'TO_CHAR(l.quantity)',
    rate: 'TO_CHAR(l.rate)',
    amount: 'TO_CHAR(l.foreignamount)',
    ...itemColumns(fields),
  }
}

function joinLines(): string {
  return `LEFT JOIN currency cu ON cu.id = t.currency
    LEFT JOIN transactionline m ON m.transaction = t.id AND m.mainline = 'T'
    ${joinSubsidiary('m.subsidiary')}
    LEFT JOIN transactionline l ON l.transaction = t.id AND l.mainline = 'F' AND l.taxline = 'F' AND l.item IS NOT NULL
    LEFT JOIN item i ON i.id = l.item`
}
