import type { ExecutionMode } from './__generated__/resolvers.ts'
import type { Context } from './context.ts'
import { previewPlan, rememberPlan } from './engine/preview.ts'
import { startRun } from './engine/start.ts'
import { toRunPayload } from './payloads.ts'
import type { ProcessKind } from './process.ts'
import { Refused } from './user-errors.ts'
import { reachOf } from './visibility.ts'

interface AskedFor {
  idempotencyKey: string
  planHash?: string | null | undefined
  mode?: ExecutionMode | null | undefined
}

/** What the process itself is given: all but how it is asked for. */
function inputOf<Input extends AskedFor>({ idempotencyKey, planHash, mode, ...input }: Input) {
  return input
}

/** `plan…`: what would happen; writes nothing to any system. */
export async function askForPlan(kind: ProcessKind, asked: AskedFor, { engine, request }: Context) {
  const { caller, receivedAt: now } = request
  const call = { correlationId: request.correlationId, signal: request.signal }
  const input = inputOf(asked)
  const wanted = { kind, input, clientId: caller.clientId, reach: reachOf(caller), call, now }
  try {
    const plan = await previewPlan(engine, wanted)
    return { plan: { plan, expiresAt: await rememberPlan(engine, plan, wanted) }, userErrors: [] }
  } catch (error) {
    if (error instanceof Refused) return { plan: null, userErrors: [...error.userErrors] }
    throw error
  }
}

/** `start…`: a run, once for each key; `mode: SYNC` waits within a bound. */
export async function askForRun(
  { kind, operation }: { kind: ProcessKind; operation: string },
  asked: AskedFor,
  context: Context,
) {
  const { engine, request } = context
  const { caller, correlationId, signal } = request
  const answered = await startRun(engine, kind, inputOf(asked), {
    idempotencyKey: asked.idempotencyKey,
    clientId: caller.clientId,
    startedBy: caller.subject,
    correlationId,
    operation,
    reach: reachOf(caller),
    planHash: asked.planHash ?? undefined,
    call: { correlationId, signal },
  })
  return toRunPayload(answered, context, asked.mode === 'SYNC' ? engine.policy.syncMs : 0)
}
