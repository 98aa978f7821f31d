import { isWeftError, WeftError } from '#shared/errors.ts'
import type { Attempted } from '#shared/idempotency/idempotency-keys.ts'
import { toUserError, type UserErrorRecord } from '#shared/user-errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { Context, Writing } from './context.ts'

/** What an attempt leaves behind for repeats. */
export interface CaseOutcome {
  caseId: string
}

export type CaseAttempt = Attempted<CaseOutcome, UserErrorRecord[]>

/** NOT_CONFIGURED where this graph writes nothing. */
export function writingOf({ writing }: Context): Writing {
  if (writing) return writing
  throw new WeftError('NOT_CONFIGURED', 'nothing can be written here')
}

interface CaseWrite {
  writeKey: string
  /** The account in whose list the case is new; undefined: it stands there already. */
  accountNativeId?: string
  write(call: WriteCall): Promise<Written>
  /** Which field of the input a system's NOT_FOUND is about. */
  missing: string
}

/**
 * Writes, and makes the case known: to what is remembered of it, to the log that will hear of it, and by an id. A system's
 * business refusal is the caller's to put right; any other failure rejects, for the write may have been applied.
 */
export async function writeCase(
  { writeKey, accountNativeId, write, missing }: CaseWrite,
  context: Context,
): Promise<CaseAttempt> {
  const { correlationId, signal, traceparent } = context.request
  const traced = traceparent === undefined ? {} : { traceparent }
  let written: Written
  try {
    written = await write({ correlationId, signal, idempotencyKey: writeKey, ...traced })
  } catch (error) {
    const isMissing = missing !== undefined && isWeftError(error, 'NOT_FOUND')
    const refusal = toUserError(error, ...(isMissing ? [missing] : []))
    if (!refusal) throw error
    return { refusal: [refusal] }
  }
  const own = { written, customerNativeId: accountNativeId, correlationId, causationId: writeKey }
  await writingOf(context).desk.noteOwnWrite(own)
  context.readAnew()
  return { outcome: { caseId: await context.ids.ensureId('Case', written.ref) } }
}
