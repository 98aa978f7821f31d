import type { DatabaseSync } from 'node:sqlite'
import type { EmulatorContext, EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { Governor } from './governance.ts'

export interface Token {
  /** Milliseconds since 1970. */
  expiresAt: number
  scopes: readonly string[]
}

/** The account's Accounting Preferences, as far as they decide what a write answers. */
export interface Preferences {
  /** Customer Credit Limit Handling. Only the last one refuses anything. */
  creditLimitHandling: 'Ignore' | 'Warn' | 'Enforce holds'
  /** Default Sales Order Status: A Pending Approval or B Pending Fulfillment. */
  defaultSalesOrderStatus: 'A' | 'B'
  /** True: asynchronous jobs stay pending until this is false again. */
  holdAsyncJobs: boolean
}

/** A request that was taken in to be carried out later. */
export interface Job {
  id: string
  idempotencyKey: string | undefined
  run(): EmulatorResponse
  startTime: string | undefined
  endTime: string | undefined
  /** Undefined until it has run. */
  result: EmulatorResponse | undefined
}

export interface NetSuiteState {
  database: DatabaseSync
  tokens: Map<string, Token>
  governor: Governor
  preferences: Preferences
  /** Asynchronous requests by their id. */
  jobs: Map<string, Job>
  /** An internal id that no record has or had. */
  nextId(): number
}

export type Context = EmulatorContext<NetSuiteState>

/** New records are numbered above everything the demo world can derive from its keys. */
const FIRST_NEW_ID = 100_000_001

export function createIdSequence(): () => number {
  let next = FIRST_NEW_ID
  return () => next++
}
