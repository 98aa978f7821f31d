import { BulkheadRejectedError, bulkhead } from 'cockatiel'
import { WeftError } from '#shared/errors.ts'

/** Decides when a call to the vendor may start; RATE_LIMITED when it may not soon. */
export interface Limiter {
  run<Answer>(call: () => Promise<Answer>): Promise<Answer>
}

/** At most `concurrent` calls at once and `waiting` behind them, for one connection. */
export function createConcurrencyLimiter(system: string, concurrent: number, waiting: number): Limiter {
  const policy = bulkhead(concurrent, waiting)
  return {
    async run(call) {
      try {
        return await policy.execute(call)
      } catch (error) {
        if (!(error instanceof BulkheadRejectedError)) throw error
        throw new WeftError('RATE_LIMITED', 'too many calls to the system wait already', { system }, error)
      }
    },
  }
}
