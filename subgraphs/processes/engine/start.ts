import type { CallContext } from '#shared/connections/call-context.ts'
import { mintId } from '#shared/global-id.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { ProcessKind } from '../process.ts'
import { Refused, refusal } from '../user-errors.ts'
import { type Engine, processOf } from './engine.ts'
import { isPlanKnown, previewPlan } from './preview.ts'
import { type Answered, grantOnce, wasGranted } from './requests.ts'
import { lockRun, type Reach } from './run-rows.ts'

/** Who starts a run, and how it is known again. */
export interface StartOptions {
  idempotencyKey: string
  /** The caller's client; `weft` for what an event starts. */
  clientId: string
  /** A person, or what else started it. */
  startedBy: string
  correlationId: string
  /** The mutation, or the trigger: one key may be used once with each. */
  operation: string
  reach?: Reach
  /** The plan that its starter saw; PLAN_STALE where the world is another one by now. */
  planHash?: string | undefined
  /** With `planHash`: reads are made to compare. */
  call?: CallContext
}

/** Starts a run durably, once for each key: when this resolves, some worker will run it, however this process ends. */
export async function startRun(
  engine: Engine,
  kind: ProcessKind,
  input: unknown,
  options: StartOptions,
): Promise<Answered<{ runId: string }>> {
  processOf(engine, kind)
  const { clientId, operation, idempotencyKey, planHash } = options
  const request = { clientId, operation, idempotencyKey, input: { kind, input, planHash } }
  try {
    if (planHash !== undefined && !(await wasGranted(engine, request)))
      await assertPlanHolds(engine, kind, input, { ...options, planHash })
  } catch (error) {
    if (error instanceof Refused) return { userErrors: error.userErrors, replayed: false }
    throw error
  }
  return grantOnce(engine, request, async (transaction) => ({
    runId: await insertRun(engine, transaction, { kind, input, ...options }),
  }))
}

async function assertPlanHolds(
  engine: Engine,
  kind: ProcessKind,
  input: unknown,
  { planHash, clientId, reach = {}, call, correlationId }: StartOptions & { planHash: string },
): Promise<void> {
  const signal = AbortSignal.timeout(engine.policy.attemptMs)
  const now = engine.clock.now()
  const request = { kind, input, clientId, reach, now, call: call ?? { correlationId, signal } }
  const isKnown = await isPlanKnown(engine, planHash, request)
  const plan = isKnown ? await previewPlan(engine, request) : undefined
  if (plan?.planHash !== planHash)
    throw refusal(
      'PLAN_STALE',
      'the plan has expired, or the world has changed since it was made; plan again',
      ['planHash'],
    )
}

async function insertRun(
  engine: Engine,
  transaction: Queryable,
  { kind, input, ...options }: StartOptions & { kind: ProcessKind; input: unknown },
): Promise<string> {
  const now = engine.clock.now()
  const id = mintId('ProcessRun', now)
  await transaction.query(
    `insert into processes.runs (id, kind, status, phase, turn, input, client_id, started_by, reach, idempotency_key,
       correlation_id, wanted_plan_hash, began_at, started_at)
     values ($1, $2, 'PLANNED', 'PREPARE', 0, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
    [
      ...[id, kind, JSON.stringify(input), options.clientId, options.startedBy],
      ...[JSON.stringify(options.reach ?? {}), options.idempotencyKey, options.correlationId],
      ...[options.planHash ?? null, now],
    ],
  )
  await engine.turns.add(transaction, id)
  const run = await lockRun(transaction, id)
  if (run) await engine.announce(transaction, run)
  engine.logger.info({ runId: id, kind, correlationId: options.correlationId }, 'a run was started')
  return id
}
