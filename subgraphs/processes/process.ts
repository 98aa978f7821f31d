import type { CallContext } from '#shared/connections/call-context.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { Money } from '#shared/money.ts'
import type { Rows } from '#shared/subgraph/visibility.ts'
import type { WriteCall } from '#shared/writes.ts'
import type { z } from 'zod'
import type { ProcessTools } from './tools.ts'

/**
 * What a process is: the written contract between the processes (`quote-to-cash.ts`, …), their steps (`steps/`) and what runs
 * them durably (`engine/`). Everything that passes between them is JSON: it is kept in the journal.
 */

export type ProcessKind =
  | 'QUOTE_TO_CASH'
  | 'RENEWAL_TO_INVOICE'
  | 'CASE_TO_ENTITLEMENT'
  | 'PAYMENT_EXCEPTION'
  | 'CUSTOMER_UPSERT'
  | 'EVENTS_REPLAY'
export type StepEffect = 'CREATE' | 'UPDATE' | 'LINK' | 'NO_OP' | 'VALIDATE' | 'NOTIFY'
export type CompensationKind = 'NOT_NEEDED' | 'REVERSIBLE' | 'COUNTER_DOCUMENT' | 'MANUAL' | 'PIVOT'
export type PreviewConfidence = 'EXACT' | 'SIMULATED' | 'NONE'

/** JSON, as the journal keeps it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/**
 * A process, as the business says it: what it looks at, then its steps in order. `Input` is what started it, `Facts` all that
 * was read before the first write; both are JSON.
 */
export interface Process<Input, Facts> {
  kind: ProcessKind
  /** What its input may say: a person who mends it says nothing else. */
  input: z.ZodType
  /**
   * Reads and validates, no further than who starts the run may see; writes nothing. A retryable failure is tried again, any
   * other ends the run as FAILED.
   */
  prepare(input: Input, look: LookContext): Promise<Prepared<Facts>>
  /** What is said of what is not there, and so of what who starts the run may not see. */
  missing(input: Input): Problem
  steps: readonly Step<Facts>[]
  /** Key of the step whose record the run was for, made or seen to; shown as `ProcessRun.result`. Undefined: there is none. */
  resultStep?: string
}

/** A process whatever it is about: as what runs it knows it. */
export type AnyProcess = Process<unknown, unknown>

/** What travels with reads. */
export interface LookContext {
  call: CallContext
  tools: ProcessTools
  /** The run's "now": the same on every attempt. */
  now: Date
  /** What who starts the run is limited to; undefined: to nothing. */
  reach?: Rows | undefined
}

export interface Prepared<Facts> {
  /** Undefined where a problem keeps them from being known. */
  facts: Facts | undefined
  /** Why nothing may be written; the run is HELD with them before its first write. Empty: it may begin. */
  problems: readonly Problem[]
  /** Why a person must say yes first, who is not the one that started it; undefined: nobody needs to. */
  approval: { reason: string; code: string } | undefined
  warnings: readonly { code: string; message: string; path: string | undefined }[]
  /** What the run works on; shown as `ProcessRun.subject`. */
  subject: Subject | undefined
  /** Money that waits while the run does not go on. */
  amount: Money | undefined
  /** Canonical id of the customer: steps of one customer that must not overlap are ordered by it. */
  customerId: string | undefined
  businessUnitKey: string | undefined
  /**
   * Everything whose change makes the plan another one: versions, amounts, prices. Its digest, with steps and diffs, is the
   * plan's hash.
   */
  pinned: Json
}

export interface Subject {
  type: EntityType
  /** Canonical id. */
  id: string
}

/** A reason to stop, as a caller may see it. `code` is one of UserErrorCode. */
export interface Problem {
  code: string
  message: string
  /** Where in the input, or in what was read: `lines[1].product`. */
  path: readonly string[]
  suggestedFix: string | undefined
}

/** One action of a process: `run` and `compensate` side by side. */
export interface Step<Facts> {
  /** Unique in its process: `create-order`. */
  key: string
  /** Which connection it writes to or asks; undefined: Weft itself. Undefined for a system that the facts say is not used. */
  connectionOf(facts: Facts): string | undefined
  /** In words, for a person: `Create the sales order`. */
  action: string
  /** What it makes or changes, in the graph's words: `Order`. */
  objectType: string
  /** What it will do with these facts: NO_OP where there is nothing to do; it is then SKIPPED. */
  effect(facts: Facts): StepEffect
  compensation: { kind: CompensationKind; action?: string; notes?: string }
  /** Whether what is shown before is what the vendor says (EXACT), what our rules say, or nothing. */
  confidence: PreviewConfidence
  /** After it only forward: it is never compensated by the engine, nor is anything before it. */
  isPivot?: true
  /** Keys of steps that must have ended before. */
  dependsOn: readonly string[]
  /** Runs of one customer pass it one at a time, in the order in which they reached it: ERP posting. */
  isSequencedByCustomer?: true
  /** What would change, shown in the plan; not asked where there is nothing to do. */
  diff(facts: Facts): readonly { path: string; before: string | null; after: string | null }[]
  /** Calls to the vendor that it needs, for `estimatedCalls`. */
  calls: number
  /**
   * Does it. Safe to repeat: everything it writes carries `step.call.idempotencyKey`. A WeftError with a retryable code is tried
   * again by the policy; any other is a business refusal.
   */
  run(facts: Facts, step: StepContext): Promise<StepOutcome>
  /**
   * Asked before `run`, each time: undefined where it is the step's time. Else the run waits outside of every worker until then,
   * or until something wakes it, and asks again. `now` is the present, not the run's. Writes nothing.
   */
  waitUntil?(facts: Facts, step: StepContext, now: Date): Promise<Date | undefined>
  /**
   * Takes back what `run` did; safe to repeat; absent: there is nothing to take back. STALE_VERSION: a person has changed it
   * since, and a person must go on.
   */
  compensate?(facts: Facts, outcome: StepOutcome, step: StepContext): Promise<void>
}

export interface StepContext {
  call: WriteCall
  tools: ProcessTools
  now: Date
  runId: string
  /** What the steps before it made; undefined for one that was skipped or has not run. */
  outcomeOf(stepKey: string): StepOutcome | undefined
}

/** What a step left: kept in the journal, shown as `ProcessStep.record`. */
export interface StepOutcome {
  /** What it made or found. */
  record:
    | {
        ref: NativeRef
        type: EntityType | undefined
        number: string | undefined
        version: string | undefined
        url: string | undefined
      }
    | undefined
  /** What later steps need of it. */
  output: { [key: string]: Json }
  /** True: it found things as they should be, and has nothing to take back. */
  isUnchanged?: boolean
}
