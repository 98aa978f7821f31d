/** Requests of one account that may run at once, over all its integrations (Standard service tier). */
export const ACCOUNT_CONCURRENCY_LIMIT = 5

export interface Governor {
  /** Takes a place; false when all are taken. */
  enter(): boolean
  leave(): void
  readonly running: number
}

/** Counts the requests under way. Nothing queues: NetSuite refuses what comes too much. */
export function createGovernor(limit: number): Governor {
  let running = 0
  return {
    enter() {
      if (running >= limit) return false
      running += 1
      return true
    },
    leave() {
      running -= 1
    },
    get running() {
      return running
    },
  }
}
