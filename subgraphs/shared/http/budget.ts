import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadRejectedError, bulkhead } from 'cockatiel'
import type { Clock } from '../clock.ts'
import type { ConnectionLimits } from '../connections/connection.ts'
import type { BudgetHealth } from '../connections/system-health.ts'
import { WeftError } from '../errors.ts'
import { type Allowance, type CallKind, type LedgerMaker, reservedOf } from './budget-ledger.ts'
import { createMemoryLedger } from './memory-ledger.ts'

/** What a vendor's folder states: the rest may stay unlimited until the vendor or the operator says a number. */
export type VendorLimits = ConnectionLimits & { concurrency: number }

/** A fifth is left to writes, unless the connection says otherwise. */
const RESERVED_FOR_WRITES = 0.2
/** Calls that may wait for a place; more are refused, so that a slow vendor cannot fill our memory. */
const MAX_WAITING = 1_000

/** One budget for all calls over a connection. What does not fit is refused before it is sent: RATE_LIMITED. */
export interface Budget {
  /** Starts the call as soon as there is room; `signal` ends the wait. Throws RATE_LIMITED with `retryAfterSeconds`. */
  spend<Answer>(kind: CallKind, signal: AbortSignal, call: () => Promise<Answer>): Promise<Answer>
  /** Notes what an answer said about the vendor's allowance; call while that answer's call is being spent. */
  learn(allowance: Allowance): Promise<void>
  /** The vendor refused for all: no call for so long. Answers the seconds to wait, also where the vendor named none. */
  pause(seconds: number | undefined): Promise<number>
  ease(): Promise<void>
  health(): BudgetHealth
  /** Gives back what is held and not used. */
  close(): Promise<void>
}

export interface BudgetOptions {
  system: string
  limits: VendorLimits
  clock: Clock
  /** Deadline of one call; half of it may pass in waiting for the next free second before the call is refused. */
  timeoutMs: number
  /** Each process counts for itself, unless given. */
  createLedger?: LedgerMaker | undefined
  /** How to let time pass. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

export function createBudget(options: BudgetOptions): Budget {
  const { system, limits, clock, timeoutMs, wait = untilLater } = options
  const { concurrency, reservedForWrites = RESERVED_FOR_WRITES } = limits
  const rules = { ...limits, reservedForWrites }
  const ledger =
    options.createLedger?.({ ...rules, connectionId: system, timeoutMs }) ??
    createMemoryLedger({ ...rules, clock })
  const reserved = reservedOf(concurrency, reservedForWrites)
  const places = bulkhead(concurrency, MAX_WAITING)
  // Reads pass through here first: the places they cannot fill are the writes'.
  const readPlaces = bulkhead(concurrency - reserved, MAX_WAITING)
  let underWay = 0

  const refuse = (waitMs: number): WeftError =>
    new WeftError('RATE_LIMITED', 'the budget of this connection allows no call now', {
      system,
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
    })

  const admit = async (kind: CallKind, signal: AbortSignal): Promise<void> => {
    let waitedMs = 0
    for (;;) {
      const refusal = await ledger.take(kind)
      if (!refusal) return
      waitedMs += refusal.waitMs
      if (refusal.reason !== 'TOO_FAST' || waitedMs > timeoutMs / 2) throw refuse(refusal.waitMs)
      await wait(refusal.waitMs, signal)
    }
  }

  return {
    async spend(kind, signal, call) {
      // Said at once, not after a wait for a place.
      const refusal = await ledger.check(kind)
      if (refusal && refusal.reason !== 'TOO_FAST') throw refuse(refusal.waitMs)
      const start = async () => {
        // The place first: a unit is spent by a call that is sent at once, or counts of the vendor would miss it.
        const leavePlace = await ledger.takePlace(kind, signal)
        try {
          await admit(kind, signal)
          underWay += 1
          return await call().finally(() => {
            underWay -= 1
          })
        } finally {
          leavePlace()
        }
      }
      const inPlace = () => places.execute(start, signal)
      try {
        return await (kind === 'read' ? readPlaces.execute(inPlace, signal) : inPlace())
      } catch (error) {
        throw error instanceof BulkheadRejectedError ? refuse(1_000) : error
      }
    },
    // The call that brought this is still under way, and in the vendor's count.
    learn: (allowance) =>
      ledger.learn(allowance, Math.max(0, underWay - (allowance.used === undefined ? 0 : 1))),
    pause: (seconds) => ledger.pause(seconds),
    ease: () => ledger.ease(),
    health: () =>
      ledger.tightest() ?? {
        kind: 'concurrent',
        limit: concurrency,
        remaining: places.executionSlots,
        resetsAt: undefined,
        reservedForWrites: reserved,
      },
    close: () => ledger.close(),
  }
}

async function untilLater(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal })
}
