import { subscribe } from 'node:diagnostics_channel'
import type { Engine } from '#processes/engine/engine.ts'
import type { Random } from './random.ts'
import { wrapSteps } from './wrap-steps.ts'

/**
 * Where a node dies: before a step calls its system; when a request of it is sent and nothing has come back; when all has come
 * back and nothing is kept; at the commit of what has come back; when it is kept.
 */
export const KILL_MOMENTS = ['before', 'sent', 'received', 'committing', 'kept'] as const
export interface KillPoint {
  step: string
  direction: 'run' | 'compensate'
  moment: (typeof KILL_MOMENTS)[number]
}

export const nameOf = ({ step, direction, moment }: KillPoint): string => `${step} ${direction} ${moment}`

/** Points, or what else is gone through, in an order by chance. */
export function shuffled<Thing>(things: readonly Thing[], random: Random): Thing[] {
  return things
    .map((thing) => ({ thing, at: random.below(1_000_000) }))
    .sort((one, other) => one.at - other.at)
    .map(({ thing }) => thing)
}

export interface KillPoints {
  /** Puts them into an engine whose worker has not started. */
  put(engine: Engine): void
  /** The node dies when it comes to this point. */
  arm(point: KillPoint): void
  disarm(): void
}

/** As the power would go: nothing after it runs. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

export function createKillPoints(): KillPoints {
  let armed: KillPoint | undefined
  let next: 'request' | 'commit' | 'kept' | undefined

  async function pass<T>(
    step: string,
    direction: KillPoint['direction'],
    call: () => Promise<T>,
  ): Promise<T> {
    const point = armed?.step === step && armed.direction === direction ? armed : undefined
    if (point?.moment === 'before') await die()
    if (point?.moment === 'sent') next = 'request'
    const outcome = await call()
    if (point?.moment === 'received') await die()
    if (point?.moment === 'committing') next = 'commit'
    if (point?.moment === 'kept') next = 'kept'
    return outcome
  }

  subscribe('undici:request:bodySent', (message) => {
    const { request } = message as { request: { method: string } }
    if (next === 'request' && request.method !== 'GET') void die()
  })

  return {
    put(engine) {
      const { turns } = engine
      wrapSteps(engine, (step) => ({
        ...step,
        run: (facts, context) => pass(step.key, 'run', () => step.run(facts, context)),
        ...(step.compensate && {
          compensate: (facts, outcome, context) =>
            pass(step.key, 'compensate', async () => step.compensate?.(facts, outcome, context)),
        }),
      }))
      engine.turns = {
        ...turns,
        async transaction(run) {
          const result = await turns.transaction(async (transaction) => {
            const written = await run(transaction)
            if (next === 'commit') await die()
            return written
          })
          if (next === 'kept') await die()
          return result
        },
      }
    },
    arm(point) {
      armed = point
    },
    disarm() {
      armed = undefined
      next = undefined
    },
  }
}
