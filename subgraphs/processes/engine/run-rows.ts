import type { ErrorFacts } from '#shared/errors.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { KeptMoney } from '../kept-money.ts'
import type { Plan } from '../plan.ts'
import type { Prepared, ProcessKind, StepOutcome } from '../process.ts'

export type RunStatus =
  | 'PLANNED'
  | 'RUNNING'
  | 'WAITING_APPROVAL'
  | 'WAITING_EXTERNAL'
  | 'HELD'
  | 'COMPLETED'
  | 'COMPENSATING'
  | 'COMPENSATED'
  | 'COMPENSATION_FAILED'
  | 'FAILED'
  | 'CANCELLED'

/** What the engine does next with a run; REST: it waits for a person, or is over. */
export type Phase = 'PREPARE' | 'FORWARD' | 'BACK' | 'REST'

/** What the caller who started a run was limited to; undefined: to nothing. */
export interface Reach {
  customerIds?: readonly string[]
  businessUnits?: readonly string[]
}

/** A run as the journal has it. */
export interface Run {
  id: string
  kind: ProcessKind
  status: RunStatus
  phase: Phase
  generation: number
  turn: number
  fence: number
  /** A node has it in hand. */
  isDriven: boolean
  input: unknown
  clientId: string
  startedBy: string
  reach: Reach
  idempotencyKey: string
  correlationId: string
  wantedPlanHash: string | null
  prepared: KeptPrepared | null
  plan: Plan | null
  planHash: string | null
  planExpiresAt: Date | null
  approval: { by: string; at: string; planHash: string; comment?: string } | null
  cancelled: { by: string; at: string; reason?: string } | null
  customerId: string | null
  businessUnitKey: string | null
  subjectType: EntityType | null
  subjectId: string | null
  resultType: EntityType | null
  resultId: string | null
  /** A step's time has not come: when it is asked again, unless something wakes the run before. */
  waitsUntil: Date | null
  /** How often something outside has happened that it may wait for. */
  wakes: number
  beganAt: Date
  startedAt: Date
  finishedAt: Date | null
}

/** `Prepared` as JSON: money's minor units as text. */
export interface KeptPrepared extends Omit<Prepared<unknown>, 'amount'> {
  amount: KeptMoney | undefined
}

export type StepStatus =
  | 'PENDING'
  | 'RUNNING'
  | 'RETRYING'
  | 'SUCCEEDED'
  | 'SKIPPED'
  | 'FAILED'
  | 'COMPENSATED'
  | 'COMPENSATION_FAILED'

/** Why an attempt failed, as a caller may see it. */
export interface KeptError {
  code: string
  message: string
  retryable: boolean
  facts: ErrorFacts
  /** The vendor's own text, where the error's cause holds one. */
  sourceMessage?: string
}

export interface StepRow {
  runId: string
  generation: number
  key: string
  place: number
  status: StepStatus
  attempts: number
  failures: number
  failingSince: Date | null
  isUnsure: boolean
  outcome: StepOutcome | null
  lastError: KeptError | null
  startedAt: Date | null
  finishedAt: Date | null
}

/** Key of the row that keeps a run's preparation. */
export const PREPARATION = 'prepare'

/** A run's columns by their names here. */
export const RUN_COLUMNS = `id, kind, status, phase, generation, turn, fence, is_driven as "isDriven", input, client_id as "clientId", started_by as "startedBy",
  reach, idempotency_key as "idempotencyKey", correlation_id as "correlationId", wanted_plan_hash as "wantedPlanHash", prepared,
  plan, plan_hash as "planHash", plan_expires_at as "planExpiresAt", approval, cancelled, customer_id as "customerId",
  business_unit_key as "businessUnitKey", subject_type as "subjectType", subject_id as "subjectId", result_type as "resultType",
  result_id as "resultId", waits_until as "waitsUntil", wakes, began_at as "beganAt", started_at as "startedAt", finished_at as "finishedAt"`

const STEP_COLUMNS = `run_id as "runId", generation, key, place, status, attempts, failures, failing_since as "failingSince",
  is_unsure as "isUnsure", outcome, last_error as "lastError", started_at as "startedAt", finished_at as "finishedAt"`

/** Runs by id; those that are not there are left out. */
export function readRuns(store: Queryable, ids: readonly string[]): Promise<Run[]> {
  return store.query<Run>(`select ${RUN_COLUMNS} from processes.runs where id = any($1)`, [ids])
}

/** A client's run by the key that it was started with; the newest, where other mutations used the key as well. */
export async function findRunByKey(
  store: Queryable,
  clientId: string,
  idempotencyKey: string,
): Promise<Run | undefined> {
  const [run] = await store.query<Run>(
    `select ${RUN_COLUMNS} from processes.runs where client_id = $1 and idempotency_key = $2 order by id desc limit 1`,
    [clientId, idempotencyKey],
  )
  return run
}

/** A run, held until the end of the transaction. */
export async function lockRun(transaction: Queryable, id: string): Promise<Run | undefined> {
  const [run] = await transaction.query<Run>(
    `select ${RUN_COLUMNS} from processes.runs where id = $1 for update`,
    [id],
  )
  return run
}

/** Begins a turn: from here on only who has this fence may write. Undefined where another turn has taken its place. */
export async function claimRun(
  store: Queryable,
  { runId, turn, node }: { runId: string; turn: number; node: string },
): Promise<Run | undefined> {
  const [run] = await store.query<Run>(
    `update processes.runs set fence = fence + 1, node = $3, is_driven = true, waits_until = null where id = $1 and turn = $2 and phase <> 'REST'
     returning ${RUN_COLUMNS}`,
    [runId, turn, node],
  )
  return run
}

/** The steps of a run's present generation, in order, its preparation first. */
export function readSteps(
  store: Queryable,
  runs: readonly Pick<Run, 'id' | 'generation'>[],
): Promise<StepRow[]> {
  return store.query<StepRow>(
    `select ${STEP_COLUMNS} from processes.steps join unnest($1::text[], $2::int[]) as wanted (run, number)
       on run_id = wanted.run and generation = wanted.number order by run_id, place`,
    [runs.map(({ id }) => id), runs.map(({ generation }) => generation)],
  )
}

type Changes<Row> = { readonly [Key in keyof Row]?: Row[Key] | undefined }

const JSON_COLUMNS = new Set([
  ...['input', 'reach', 'prepared', 'plan', 'approval', 'cancelled', 'outcome', 'lastError'],
])
const toColumn = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

function toAssignments(changes: object, from: number): { text: string; values: unknown[] } {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined)
  const texts = entries.map(([key], index) => `${toColumn(key)} = $${index + from}`)
  const values = entries.map(([key, value]) =>
    JSON_COLUMNS.has(key) && value !== null ? JSON.stringify(value) : value,
  )
  return { text: texts.join(', '), values }
}

/** Changes columns of a run by their names here; what is undefined stays as it is. */
export async function updateRun(transaction: Queryable, id: string, changes: Changes<Run>): Promise<void> {
  const { text, values } = toAssignments(changes, 2)
  await transaction.query(`update processes.runs set updated_at = now(), ${text} where id = $1`, [
    id,
    ...values,
  ])
}

/** The same for a step of the run's present generation. */
export async function updateStep(
  transaction: Queryable,
  { id, generation }: Pick<Run, 'id' | 'generation'>,
  { key, ...changes }: Changes<StepRow> & { key: string },
): Promise<void> {
  const { text, values } = toAssignments(changes, 4)
  await transaction.query(
    `update processes.steps set ${text} where run_id = $1 and generation = $2 and key = $3`,
    [id, generation, key, ...values],
  )
}

/** Adds rows of steps that a generation does not have yet. */
export async function addSteps(
  transaction: Queryable,
  { id, generation }: Pick<Run, 'id' | 'generation'>,
  keys: readonly string[],
): Promise<void> {
  await transaction.query(
    `insert into processes.steps (run_id, generation, key, place)
     select $1, $2, key, place from unnest($3::text[]) with ordinality as added (key, place) on conflict do nothing`,
    [id, generation, keys],
  )
}
