import type { SQLOutputValue } from 'node:sqlite'
import { userError } from '../problems.ts'
import type { Cells } from '../record-types/record-type.ts'
import type { Context } from '../state.ts'
import type { GivenCells } from './given.ts'

const OUTSIDE = 'The transaction date you specified is not within the date range of your accounting period.'

/**
 * The period that a posting on this day falls into. One that is closed, or locked for receivables, takes none:
 * the role has no Override Period Restrictions. A period that is given must hold the day.
 */
export function openPeriodFor({ state }: Context, day: unknown, given: unknown): number {
  const period = state.database
    .prepare(
      `SELECT * FROM accountingperiod WHERE isquarter = 'F' AND isyear = 'F' AND isadjust = 'F'
       AND startdate <= ? AND enddate >= ?`,
    )
    .get(String(day), String(day)) as Cells | undefined
  if (!period || !isOpen(period)) throw userError(OUTSIDE)
  if (given != null && Number(given) !== Number(period.id)) throw userError(OUTSIDE)
  return Number(period.id)
}

/** Columns whose change moves the general ledger. */
const LEDGER_COLUMNS = [
  'trandate',
  'postingperiod',
  'entity',
  'subsidiary',
  'currency',
  'exchangerate',
  'foreigntotal',
  'approvalstatus',
]

/** Refuses a change to what stands in a period that is no longer open; `allowNonGLChanges` permits the rest. */
export function assertMayChange(context: Context, row: Cells, given: GivenCells, movesLines: boolean): void {
  const period = periodOf(context, row.postingperiod)
  if (!period || isOpen(period)) return
  const moves = movesLines || LEDGER_COLUMNS.some((column) => column in given)
  if (moves || (Object.keys(given).length > 0 && period.allownonglchanges !== 'T')) throw userError(OUTSIDE)
}

export function assertPeriodOpen(context: Context, row: Cells): void {
  const period = periodOf(context, row.postingperiod)
  if (period && !isOpen(period)) throw userError(OUTSIDE)
}

function periodOf({ state }: Context, id: SQLOutputValue | undefined): Cells | undefined {
  return state.database.prepare('SELECT * FROM accountingperiod WHERE id = ?').get(id ?? null) as
    | Cells
    | undefined
}

const isOpen = ({ closed, arlocked, alllocked }: Cells): boolean =>
  closed !== 'T' && arlocked !== 'T' && alllocked !== 'T'
