import type { Clock } from '#shared/clock.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import type { Access } from '../clients/access.ts'
import type { Execution } from '../execution/execution.ts'
import type { Identify } from '../http/receive-operation.ts'
import type { OpenCounts } from './open-counts.ts'

/** What every transport that pushes is made from. */
export interface TransportOptions {
  execution: Pick<Execution, 'limits' | 'executeInParts' | 'subscribe'>
  identify: Identify
  /** The longest time until an operation is answered, or its stream is open. */
  operationTimeoutMs: number
  clock: Clock
  logger: Logger
  /** Whose sockets and streams end before their tokens do, and how many they may have; undefined: nobody's, any. */
  access?: Pick<Access, 'whenEnded' | 'allowanceOf'> | undefined
  /** Pages of other sites that may open sockets: `https://portal.example`. */
  origins?: ReadonlySet<string> | undefined
}

/** The same for a transport of a server, whose transports count together. */
export interface Transport extends TransportOptions {
  access: Pick<Access, 'whenEnded' | 'allowanceOf'>
  counts: OpenCounts
}
