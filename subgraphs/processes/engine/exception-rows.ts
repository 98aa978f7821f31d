import type { EntityType } from '#shared/global-id.ts'
import { mintId } from '#shared/global-id.ts'
import type { Queryable } from '#shared/store/store.ts'
import { redact } from '#shared/telemetry/redaction.ts'
import { type ErrorClass, classOf } from './error-class.ts'
import type { KeptMoney } from '../kept-money.ts'
import type { Run } from './run-rows.ts'
import { fixFor } from './suggested-fix.ts'

/** ASSIGNED: whoever tried it again, or is named as assignee, has it still. RETRYING: it is tried again. */
export type ExceptionState = 'OPEN' | 'ASSIGNED' | 'RETRYING' | 'RESOLVED' | 'AUTO_RESOLVED' | 'DISCARDED'

/** STOPPED: the run does not go on. UNDO: taking it back failed; the first error stands beside it. */
export type ExceptionMatter = 'STOPPED' | 'UNDO'

/** Work for a person, as the journal has it. */
export interface ExceptionRow {
  sequence: string
  id: string
  runId: string
  generation: number
  stepKey: string | null
  matter: ExceptionMatter
  state: ExceptionState
  class: ErrorClass
  code: string
  cause: string
  summary: string
  suggestedFix: string | null
  amount: KeptMoney | null
  customerId: string | null
  businessUnitKey: string | null
  subjectType: EntityType | null
  subjectId: string | null
  payload: unknown
  assignee: string | null
  /** What the person said who closed it. */
  resolution: string | null
  closedBy: string | null
  openedAt: Date
  closedAt: Date | null
}

export const EXCEPTION_COLUMNS = `sequence, id, run_id as "runId", generation, step_key as "stepKey", matter, state, class, code,
  cause, summary, suggested_fix as "suggestedFix", amount, customer_id as "customerId", business_unit_key as "businessUnitKey",
  subject_type as "subjectType", subject_id as "subjectId", payload, assignee, resolution,
  closed_by as "closedBy", opened_at as "openedAt", closed_at as "closedAt"`

/** What a person has to see to. */
export interface NewException {
  matter: ExceptionMatter
  stepKey?: string
  code: string
  /** Which system it is about, where it is about one. */
  system?: string | undefined
  summary: string
  suggestedFix?: string | undefined
  now: Date
}

/** Opens an exception, or the one again that a person has tried to mend: it is still that person's, and as old as it was. */
export async function openException(
  transaction: Queryable,
  run: Run,
  { matter, stepKey, code, system, summary, suggestedFix, now }: NewException,
): Promise<void> {
  const [before] = await transaction.query<Pick<ExceptionRow, 'id' | 'assignee' | 'openedAt'>>(
    `delete from processes.exceptions where run_id = $1 and matter = $2 and state in ('OPEN', 'ASSIGNED', 'RETRYING')
     returning id, assignee, opened_at as "openedAt"`,
    [run.id, matter],
  )
  const payload = redact({ input: run.input, facts: run.prepared?.facts })
  const fix = suggestedFix ?? fixFor({ code, system, isUndo: matter === 'UNDO' })
  const assignee = before?.assignee ?? null
  await transaction.query(
    `insert into processes.exceptions (id, run_id, generation, step_key, matter, state, class, code, cause, summary,
       suggested_fix, amount, customer_id, business_unit_key, subject_type, subject_id, payload, assignee, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, coalesce($19, now()))`,
    [
      ...[before?.id ?? mintId('ExceptionItem', now), run.id, run.generation, stepKey ?? null, matter],
      assignee === null ? 'OPEN' : 'ASSIGNED',
      ...[classOf(code), code, [run.kind, matter, stepKey, system, code].join('/')],
      ...[summary, fix, JSON.stringify(run.prepared?.amount ?? null)],
      ...[run.customerId, run.businessUnitKey, run.subjectType, run.subjectId, JSON.stringify(payload)],
      ...[assignee, before?.openedAt ?? null],
    ],
  )
}

/** Closes what is open about a run. */
export async function closeExceptions(
  transaction: Queryable,
  runId: string,
  { state, by, resolution }: { state: ExceptionState; by?: string; resolution?: string },
): Promise<void> {
  await transaction.query(
    `update processes.exceptions set state = $2, closed_by = $3, resolution = $4, closed_at = now()
     where run_id = $1 and closed_at is null`,
    [runId, state, by ?? null, resolution ?? null],
  )
}

/** Exceptions by id; those that are not there are left out. */
export function readExceptions(store: Queryable, ids: readonly string[]): Promise<ExceptionRow[]> {
  return store.query<ExceptionRow>(
    `select ${EXCEPTION_COLUMNS} from processes.exceptions where id = any($1)`,
    [ids],
  )
}

/** What is open about each of some runs: one of them, the error that stopped it before the one of taking it back. */
export function findOpenExceptions(store: Queryable, runIds: readonly string[]): Promise<ExceptionRow[]> {
  return store.query<ExceptionRow>(
    `select distinct on (run_id) ${EXCEPTION_COLUMNS} from processes.exceptions
     where run_id = any($1) and closed_at is null order by run_id, matter, sequence`,
    [runIds],
  )
}

/** How many open exceptions there are by cause, among those for which a condition holds; its values are $2 and the next. */
export async function countAlike(
  store: Queryable,
  causes: readonly string[],
  { sql, values }: { sql: string; values: readonly unknown[] },
): Promise<Map<string, number>> {
  const rows = await store.query<{ cause: string; count: string }>(
    `select cause, count(*) from processes.exceptions
     where cause = any($1) and state in ('OPEN', 'ASSIGNED', 'RETRYING') and ${sql} group by cause`,
    [causes, ...values],
  )
  return new Map(rows.map(({ cause, count }) => [cause, Number(count)]))
}
