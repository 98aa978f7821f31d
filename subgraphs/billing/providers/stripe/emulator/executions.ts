import { internalError } from './errors.ts'

/** What happens to writes after the endpoint has begun: what a fault before or behind the vendor cannot be. */
export interface ExecutionFault {
  /** The call's path must start with this; any write when absent. */
  path?: string | undefined
  skip: number
  times: number
  /** The endpoint takes so long, in real time, before it writes. */
  delayMs?: number | undefined
  /** It ends in a 500, which is kept under the idempotency key: before it wrote, or after. */
  fails?: 'before-writing' | 'after-writing' | undefined
}

/** Runs an endpoint with the fault that is due for it, if there is one. */
export async function execute<Result>(
  faults: readonly ExecutionFault[],
  path: string,
  run: () => Result,
): Promise<Result> {
  const fault = take(faults, path)
  if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs).unref())
  if (fault?.fails === 'before-writing') throw internalError()
  const result = run()
  if (fault?.fails === 'after-writing') throw internalError()
  return result
}

function take(faults: readonly ExecutionFault[], path: string): ExecutionFault | undefined {
  for (const fault of faults) {
    if (fault.times === 0 || !path.startsWith(fault.path ?? '')) continue
    if (fault.skip > 0) fault.skip -= 1
    else {
      fault.times -= 1
      return fault
    }
  }
  return undefined
}
