import { mintId } from '#shared/global-id.ts'
import { createGroupCommit } from '#shared/store/group-commit.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { ProcessKind } from '../process.ts'
import type { Engine } from './engine.ts'
import { type Answered, readGranted, recall, rememberKeys, type Request, toRefused } from './requests.ts'
import { type Reach, type Run, RUN_COLUMNS } from './run-rows.ts'

/** A run that somebody wants. */
export interface NewRun {
  request: Request
  kind: ProcessKind
  input: unknown
  startedBy: string
  correlationId: string
  reach: Reach
  planHash: string | undefined
}

export interface Started {
  runId: string
  /** As it was kept; undefined where it was started before. */
  run?: Run
}

/** Resolves once a run is durable, and says so of the one that its key had been used for. */
export type KeepStart = (start: NewRun) => Promise<Answered<Started>>

type StartParts = Pick<Engine, 'turns' | 'clock' | 'logger' | 'announce'>

/** Some 50 parameters a run, of the 65,535 that a statement may have; and nobody waits long for the others. */
const MOST_TOGETHER = 200

/** Keeps starts that come at the same time in one transaction: what a start costs is rows, not round trips and commits. */
export function createStarts(parts: StartParts): KeepStart {
  return createGroupCommit<NewRun, Answered<Started>>({
    write: (starts) => keepAll(parts, starts),
    most: MOST_TOGETHER,
  })
}

async function keepAll(
  { turns, clock, logger, announce }: StartParts,
  starts: readonly NewRun[],
): Promise<Answered<Started>[]> {
  const now = clock.now()
  const wanted = starts.map((start) => ({ ...start, id: mintId('ProcessRun', now) }))
  const answers = await turns.transaction(async (transaction) => {
    const isNew = await rememberKeys(
      transaction,
      wanted.map(({ request, id }) => ({ request, answer: { runId: id } })),
    )
    const runs = await insertRuns(
      transaction,
      wanted.filter((_, index) => isNew[index]),
      now,
    )
    const others = wanted.filter((_, index) => !isNew[index]).map(({ request }) => request)
    const granted = others.length > 0 ? await readGranted(transaction, others) : new Map()
    if (runs.size > 0) {
      await turns.addFirst(transaction, [...runs.values()])
      await announce(transaction, [...runs.values()])
    }
    return wanted.map(({ id, request }): Answered<Started> => {
      const run = runs.get(id)
      if (run) return { answer: { runId: id, run }, replayed: false }
      try {
        return recall<Started>(request, granted)
      } catch (error) {
        return toRefused(error)
      }
    })
  })
  for (const answered of answers)
    if ('answer' in answered && answered.answer.run) {
      const { id: runId, kind, correlationId } = answered.answer.run
      logger.info({ runId, kind, correlationId }, 'a run was started')
    }
  return answers
}

async function insertRuns(
  transaction: Queryable,
  wanted: readonly (NewRun & { id: string })[],
  now: Date,
): Promise<ReadonlyMap<string, Run>> {
  if (wanted.length === 0) return new Map()
  const rows = await transaction.query<Run>(
    `insert into processes.runs (status, phase, turn, began_at, started_at, id, kind, input, client_id, started_by, reach,
       idempotency_key, correlation_id, wanted_plan_hash)
     select 'PLANNED', 'PREPARE', 1, $1, $1, wanted.*
     from unnest($2::text[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::jsonb[], $8::text[], $9::text[], $10::text[]) as wanted
     returning ${RUN_COLUMNS}`,
    [
      now,
      wanted.map(({ id }) => id),
      wanted.map(({ kind }) => kind),
      wanted.map(({ input }) => JSON.stringify(input)),
      wanted.map(({ request }) => request.clientId),
      wanted.map(({ startedBy }) => startedBy),
      wanted.map(({ reach }) => JSON.stringify(reach)),
      wanted.map(({ request }) => request.idempotencyKey),
      wanted.map(({ correlationId }) => correlationId),
      wanted.map(({ planHash }) => planHash ?? null),
    ],
  )
  return new Map(rows.map((run) => [run.id, run]))
}
