import { type ErrorCode, ERRORS } from '#shared/errors.ts'

/** What stopped a run, or kept it from being taken back. */
export interface Trouble {
  code: string
  /** The connection that it is about, where it is about one. */
  system: string | undefined
  /** True: what was done could not be taken back. */
  isUndo: boolean
}

/** By the code of the error; then a person tries again. */
const FIXES: Readonly<Record<string, string>> = {
  AUTH_FAILED: 'Give the connection credentials that the system takes',
  FORBIDDEN: 'Give the account that Weft uses the right that it lacks',
  NOT_CONFIGURED: 'Set up what is missing',
  PERIOD_CLOSED: 'Open the posting period',
  CREDIT_HOLD: 'Release the customer, or raise its limit',
  AMOUNTS_DIFFER: 'Bring the amounts in line',
  DUPLICATE_RECORD: 'Merge or remove the record that is there already',
  STALE_VERSION: 'See whether what somebody has changed is right',
  NOT_FOUND: 'Make the record that is missing',
  NOT_LINKED: 'Link the record to its counterpart',
}

/** What a person can do about it, where the process itself has not said it better. */
export function fixFor({ code, system, isUndo }: Trouble): string {
  const where = system === undefined ? '' : ` in ${system}`
  if (code === 'INTERNAL')
    return 'A fault of ours: the log has it under the run’s correlation id. Try again when it is mended.'
  const isPassing = code in ERRORS && ERRORS[code as ErrorCode].retryable
  if (isPassing)
    return `See to ${system ?? 'the system that fails'}, then try again; the run goes on from this step.`
  if (isUndo) return `Take it back by hand${where} and resolve this, or remove the reason and try again.`
  return `${FIXES[code] ?? 'Correct what is refused'}${where}, then try again.`
}
