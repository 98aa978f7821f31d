import type { SystemEnvironment } from '#shared/connections/connection.ts'
import type { EventType } from '#shared/events/event.ts'
import type { Caller } from '#shared/subgraph/context.ts'

/** Whose events an endpoint gets: what a caller with a token for these rows could subscribe to. */
export type Rows = Pick<Caller, 'customerIds' | 'businessUnits'>

/** Where a partner is told what happens. */
export interface Endpoint {
  /** Chosen by the operator, stable for ever: its position in the log is kept under it. */
  id: string
  url: string
  environment: SystemEnvironment
  types: ReadonlySet<EventType>
  rows: Rows
  /** What signs: the secrets that its reference leads to now, the newest first. Throws INVALID_SETTING. */
  readSecrets(): readonly string[]
  /** `env:NAME` or `file:PATH`, the path absolute. */
  secretReference: string
  /** False: nothing is sent; what happens meanwhile waits in the log. */
  enabled: boolean
  /** Longest time one delivery may take. */
  timeoutMs: number
  /** Deliveries under way at once. */
  concurrency: number
}
