import type { LoadGenerator, LoadResult } from './load/load-generator.ts'
import type { BenchQuery } from './queries.ts'
import type { RunningContestant } from './running-contestant.ts'

/** One contestant under one query for one round. */
export interface Measurement extends LoadResult {
  contestant: string
  query: BenchQuery['name']
  round: number
  /** CPU time of the contestant's process alone. */
  cpuMsPerRequest: number
  rssMb: number
}

/** How long and how hard. */
export interface Effort {
  rounds: number
  warmUpMs: number
  durationMs: number
  concurrency: number
}

/** The large answer is asked by few at a time: what fills the memory of the load's process measures nothing. */
const LARGE_CONCURRENCY = 4

export interface Course {
  contestants: readonly RunningContestant[]
  queries: readonly BenchQuery[]
  /** Length of each query's answer. */
  bytes: ReadonlyMap<string, number>
  load: LoadGenerator
}

/** Runs all contestants under all queries, in turn within each round, so that a slow minute of the machine hits all. */
export async function measureAll(
  { contestants, queries, bytes, load }: Course,
  effort: Effort,
): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  let firstNumber = 1
  for (let round = 0; round <= effort.rounds; round += 1) {
    for (const query of queries) {
      for (const contestant of contestants) {
        const before = await contestant.usage()
        const result = await load.run({
          url: contestant.url,
          query: query.name,
          durationMs: round === 0 ? effort.warmUpMs : effort.durationMs,
          concurrency: query.name === 'large' ? LARGE_CONCURRENCY : effort.concurrency,
          minBytes: bytes.get(query.name) ?? 0,
          firstNumber,
        })
        const after = await contestant.usage()
        firstNumber += 1_000_000
        const cpuMsPerRequest = (after.cpuMs - before.cpuMs) / Math.max(1, result.requests)
        if (round > 0)
          measurements.push({
            ...result,
            contestant: contestant.name,
            query: query.name,
            round,
            cpuMsPerRequest,
            rssMb: after.rssMb,
          })
      }
    }
  }
  return measurements
}
