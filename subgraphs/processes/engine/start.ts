import type { CallContext } from '#shared/connections/call-context.ts'
import type { ProcessKind } from '../process.ts'
import { refusal } from '../user-errors.ts'
import { type Engine, processOf } from './engine.ts'
import { isPlanKnown, previewPlan } from './preview.ts'
import { type Answered, assertKey, toRefused, wasGranted } from './requests.ts'
import type { Reach } from './run-rows.ts'
import type { Started } from './starts.ts'

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
): Promise<Answered<Started>> {
  processOf(engine, kind)
  const { clientId, operation, idempotencyKey, planHash, startedBy, correlationId, reach = {} } = options
  const request = { clientId, operation, idempotencyKey, input: { kind, input, planHash } }
  try {
    assertKey(request)
    if (planHash !== undefined && !(await wasGranted(engine, request)))
      await assertPlanHolds(engine, kind, input, { ...options, planHash })
  } catch (error) {
    return toRefused(error)
  }
  return engine.keepStart({ request, kind, input, startedBy, correlationId, reach, planHash })
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
