import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { migrate } from '../store/migrate.ts'
import type { Store } from '../store/store.ts'
import type { Logger } from '../telemetry/logger.ts'
import { digestOfInput, writeKeyOf } from './digests.ts'
import type { Attempted, IdempotencyKeys, KeyedAnswer, KeyedRequest } from './idempotency-keys.ts'
import {
  endHold,
  findKey,
  forgetKey,
  type Hold,
  holdKey,
  keepOutcome,
  prolongHold,
  removeOldKeys,
} from './key-rows.ts'

export interface KeysOptions {
  store: Store
  logger: Logger
  /** How long the attempt of a process that says nothing more is believed to go on. */
  holdMs?: number
  /** How long a repeat waits for an attempt that is under way. */
  waitMs?: number
}

/** Finance repeats on Monday what failed on Friday, and next month what nobody looked at. */
const KEPT_DAYS = 35
const CLEAN_EVERY_MS = 3_600_000
const HOLD_MS = 5_000
const WAIT_MS = 10_000
const LOOK_AGAIN_MS = 100

/** Brings the tables up to date and opens the keys. */
export async function openIdempotencyKeys(options: KeysOptions): Promise<IdempotencyKeys> {
  const { store, logger } = options
  await migrate(store, { owner: 'idempotency', folder: new URL('./migrations/', import.meta.url) })
  const clean = (): void =>
    void removeOldKeys(store, KEPT_DAYS).catch((error: unknown) =>
      logger.warn({ err: error }, 'old idempotency keys are still there'),
    )
  const cleaning = setInterval(clean, CLEAN_EVERY_MS).unref()
  return {
    async once<Outcome extends object, Refusal>(
      asked: KeyedRequest,
      attempt: (writeKey: string) => Promise<Attempted<Outcome, Refusal>>,
    ): Promise<KeyedAnswer<Outcome, Refusal>> {
      const inputDigest = digestOfInput(asked.input)
      const known = await holdOrFind<Outcome>(options, asked, inputDigest)
      if (!('holder' in known)) return known
      return runHeld(options, known, () => attempt(writeKeyOf(asked, inputDigest)))
    },
    close: () => clearInterval(cleaning),
  }
}

type Known<Outcome> = Extract<KeyedAnswer<Outcome, never>, { isReplayed: boolean } | { conflict: string }>

/** Either the attempt is ours, or the answer is known without one. */
async function holdOrFind<Outcome>(
  { store, holdMs = HOLD_MS, waitMs = WAIT_MS }: KeysOptions,
  asked: KeyedRequest,
  inputDigest: string,
): Promise<Hold | Known<Outcome>> {
  const { clientId, operation, key, signal } = asked
  const name = { clientId, operation, key }
  const givesUpAt = performance.now() + waitMs
  for (;;) {
    const hold = await holdKey(store, name, { inputDigest, holder: randomUUID(), holdMs })
    if (hold) return hold
    const row = await findKey(store, name)
    if (row && row.inputDigest !== inputDigest) return { conflict: 'IDEMPOTENCY_KEY_REUSED' }
    if (row?.outcome) return { outcome: row.outcome as Outcome, isReplayed: true }
    if (signal.aborted || performance.now() >= givesUpAt) return { conflict: 'IDEMPOTENCY_KEY_IN_PROGRESS' }
    await delay(LOOK_AGAIN_MS, undefined, { ref: false })
  }
}

async function runHeld<Outcome extends object, Refusal>(
  options: KeysOptions,
  hold: Hold,
  attempt: () => Promise<Attempted<Outcome, Refusal>>,
): Promise<KeyedAnswer<Outcome, Refusal>> {
  const { store, logger, holdMs = HOLD_MS } = options
  const quietly = (keeping: Promise<void>): Promise<void> =>
    keeping.catch((error: unknown) => {
      logger.warn({ err: error, operation: hold.operation }, 'what became of an idempotency key is not kept')
    })
  const prolonging = setInterval(() => void quietly(prolongHold(store, hold, holdMs)), holdMs / 3).unref()
  try {
    const attempted = await attempt()
    if ('refusal' in attempted) {
      // What an earlier attempt may have written is found by this input alone.
      await quietly(hold.attempts === 1 ? forgetKey(store, hold) : endHold(store, hold))
      return attempted
    }
    await quietly(keepOutcome(store, hold, attempted.outcome))
    return { outcome: attempted.outcome, isReplayed: false }
  } catch (error) {
    await quietly(endHold(store, hold))
    throw error
  } finally {
    clearInterval(prolonging)
  }
}
