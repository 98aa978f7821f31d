import type { Logger } from '#shared/telemetry/logger.ts'

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
const TIME_LIMIT_MS = 25_000

/**
 * Resolves at the first SIGINT or SIGTERM. From then on the process may take 25 seconds to end in order; a second
 * signal ends it at once. Installed before anything is started, so that a signal during a start is not lost.
 */
export function untilAskedToStop(logger: Logger): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let asked = false
  const stop = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(1)
    asked = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => {
      logger.error('what still runs after 25 seconds is given up')
      process.exit(1)
    }, TIME_LIMIT_MS).unref()
    resolve()
  }
  for (const signal of SIGNALS) process.on(signal, stop)
  return promise
}
