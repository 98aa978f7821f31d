import type { Clock } from '#shared/clock.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Execution } from '../execution/execution.ts'
import type { Identify } from '../http/receive-operation.ts'

/** What every transport that pushes is made from. */
export interface TransportOptions {
  execution: Pick<Execution, 'limits' | 'executeInParts' | 'subscribe'>
  identify: Identify
  /** The longest time until an operation is answered, or its stream is open. */
  operationTimeoutMs: number
  clock: Clock
  logger: Logger
}
