import type { DatabaseSync } from 'node:sqlite'
import type { EmulatorContext } from '#shared/emulator/emulator.ts'
import type { Job } from './async-jobs.ts'
import type { Governor } from './governance.ts'
import type { Preferences } from './preferences.ts'

export interface Token {
  /** Milliseconds since 1970. */
  expiresAt: number
  scopes: readonly string[]
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
