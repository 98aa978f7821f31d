import { WeftError } from '#shared/errors.ts'

/** Time for an answer to be put together after its calls were told to end. */
const GRACE_MS = 1000

/** Gives up, with TIMEOUT, an answer that does not come although the operation's signal has ended its calls. */
export function giveUpAfter<Result>(answer: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: deadline, reject } = Promise.withResolvers<never>()
  let grace: NodeJS.Timeout | undefined
  const startGrace = (): void => {
    const facts = { system: 'gateway' }
    const reason = new WeftError('TIMEOUT', 'The operation took too long.', facts, signal.reason)
    grace = setTimeout(reject, GRACE_MS, reason)
  }
  if (signal.aborted) startGrace()
  else signal.addEventListener('abort', startGrace, { once: true })
  return Promise.race([answer, deadline]).finally(() => {
    clearTimeout(grace)
    signal.removeEventListener('abort', startGrace)
  })
}
