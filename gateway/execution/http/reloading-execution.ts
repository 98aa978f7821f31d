import type { Execution } from '../execution.ts'

/** An execution that can be replaced while operations run: each finishes on the one it began with. */
export interface ReloadingExecution {
  use<Result>(work: (execution: Execution) => Promise<Result>): Promise<Result>
  replace(next: Execution): void
  close(): Promise<void>
}

interface Lent {
  execution: Execution
  users: number
  isRetired: boolean
}

/** Creates a reloading execution that begins with `first`. A replaced one closes when its last operation is answered. */
export function createReloadingExecution(
  first: Execution,
  reportCloseFailure: (cause: unknown) => void,
): ReloadingExecution {
  const lend = (execution: Execution): Lent => ({ execution, users: 0, isRetired: false })
  let current = lend(first)
  const closeIfUnused = async (lent: Lent): Promise<void> => {
    if (lent.isRetired && lent.users === 0) await lent.execution.close()
  }
  return {
    async use(work) {
      const lent = current
      lent.users += 1
      try {
        return await work(lent.execution)
      } finally {
        lent.users -= 1
        closeIfUnused(lent).catch(reportCloseFailure)
      }
    },
    replace(next) {
      const replaced = current
      current = lend(next)
      replaced.isRetired = true
      closeIfUnused(replaced).catch(reportCloseFailure)
    },
    async close() {
      current.isRetired = true
      await closeIfUnused(current)
    },
  }
}
