import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { BenchQuery } from '../queries.ts'

/** What is to be asked of whom, and for how long. */
export interface LoadOrder {
  url: string
  query: BenchQuery['name']
  durationMs: number
  concurrency: number
  /** Shorter answers are failures. */
  minBytes: number
  /** Where the numbers of operations and callers begin: none is used twice in a run of the bench. */
  firstNumber: number
}

/** What one order came to. */
export interface LoadResult {
  requests: number
  failures: number
  perSecond: number
  p50Ms: number
  p99Ms: number
}

/** The process that makes the load. */
export interface LoadGenerator {
  run(order: LoadOrder): Promise<LoadResult>
  end(): void
}

const FILE = new URL('./load.ts', import.meta.url)

/** Starts the process that makes the load. */
export function startLoadGenerator(): LoadGenerator {
  const child = fork(FILE, { execArgv: ['--no-warnings'] })
  return {
    async run(order) {
      child.send(order)
      const [result] = await once(child, 'message')
      return result as LoadResult
    },
    end: () => child.disconnect(),
  }
}
