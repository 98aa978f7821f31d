import type { Logger } from '#shared/telemetry/logger.ts'

/** Does something at once and then again and again, never twice at a time; answers what ends it. */
export function every(intervalMs: number, logger: Logger, run: () => Promise<void>): () => Promise<void> {
  let running = Promise.resolve()
  let isBusy = false
  const once = (): void => {
    if (isBusy) return
    isBusy = true
    running = run()
      .catch((error: unknown) => logger.warn({ err: error }, 'the processes were not looked after'))
      .finally(() => {
        isBusy = false
      })
  }
  const timer = setInterval(once, intervalMs).unref()
  once()
  return () => {
    clearInterval(timer)
    return running
  }
}
