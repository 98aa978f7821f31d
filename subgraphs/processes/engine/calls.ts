import type { WeftError } from '#shared/errors.ts'
import type { StepContext, StepOutcome } from '../process.ts'
import type { ProcessTools } from '../tools.ts'
import type { Direction } from './attempts.ts'
import type { Driver } from './engine.ts'
import { toWeftError } from './failures.ts'
import type { Run, StepRow } from './run-rows.ts'

/** Names a step's write in its vendor: the same on every attempt of a generation. */
export const idempotencyKeyOf = (
  { id, generation }: Pick<Run, 'id' | 'generation'>,
  stepKey: string,
  direction: Direction = 'RUN',
): string => [id, generation, stepKey, ...(direction === 'UNDO' ? ['undo'] : [])].join(':')

/** One attempt, which ends when its time is over, or the node's: what came of it, or why it failed. */
export async function tryOnce<Outcome>(
  { policy, ending, logger }: Driver,
  { id, correlationId }: Run,
  attempt: (signal: AbortSignal) => Promise<Outcome>,
): Promise<Outcome | WeftError> {
  const signal = AbortSignal.any([ending, AbortSignal.timeout(policy.attemptMs)])
  try {
    return await attempt(signal)
  } catch (thrown) {
    const error = toWeftError(thrown, signal)
    const level = error.code === 'INTERNAL' ? 'error' : 'info'
    logger[level]({ err: error, runId: id, correlationId }, 'an attempt failed')
    return error
  }
}

export interface StepCall {
  stepKey: string
  direction: Direction
  signal: AbortSignal
  rows: readonly StepRow[]
}

/** Whatever a step writes, the lists of its run's customer are read anew. */
function toolsFor({ customerId }: Run, { tools }: Driver): ProcessTools {
  return {
    ...tools,
    noteOwnWrite: (written, cause) =>
      tools.noteOwnWrite(written, { customerId: customerId ?? undefined, ...cause }),
  }
}

/** What a step is given. */
export function toStepContext(
  driver: Driver,
  run: Run,
  { stepKey, direction, signal, rows }: StepCall,
): StepContext {
  const outcomes = new Map<string, StepOutcome>(
    rows.flatMap(({ key, outcome }) => (outcome ? [[key, outcome] as const] : [])),
  )
  return {
    call: {
      correlationId: run.correlationId,
      signal,
      idempotencyKey: idempotencyKeyOf(run, stepKey, direction),
    },
    tools: toolsFor(run, driver),
    now: run.beganAt,
    runId: run.id,
    outcomeOf: (key) => outcomes.get(key),
  }
}
