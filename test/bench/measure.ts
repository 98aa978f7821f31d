import type { LoadGenerator, LoadOrder, LoadResult } from './load/load-generator.ts'
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
  /** Before each turn is measured: who stood idle while others had theirs has lost compiled code and memory. */
  settleMs: number
  durationMs: number
  concurrency: number
  /** For the large answer: what fills the memory of the load's process measures nothing. */
  largeConcurrency: number
}

export interface Course {
  contestants: readonly RunningContestant[]
  queries: readonly BenchQuery[]
  /** The least length of each query's answers. */
  bytes: ReadonlyMap<string, number>
  load: LoadGenerator
}

/** A contestant under a query, in a round; round 0 warms up. */
interface Turn {
  contestant: RunningContestant
  query: BenchQuery
  round: number
}

function* turns({ contestants, queries }: Course, rounds: number): Iterable<Turn> {
  for (let round = 0; round <= rounds; round += 1)
    for (const query of queries) for (const contestant of contestants) yield { contestant, query, round }
}

/** How many operations and callers of one turn have numbers of their own. */
const NUMBERS_PER_TURN = 1_000_000

/**
 * Runs all contestants under all queries, in turn within each round, so that a slow minute of the machine hits all.
 * Who ends on the way is named and missing from then on.
 */
export async function measureAll(course: Course, effort: Effort): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  let firstNumber = 0
  for (const turn of turns(course, effort.rounds)) {
    const { contestant, query, round } = turn
    const order: LoadOrder = {
      url: contestant.url,
      query: query.name,
      durationMs: round === 0 ? effort.warmUpMs : effort.durationMs,
      concurrency: query.name === 'large' ? effort.largeConcurrency : effort.concurrency,
      minBytes: course.bytes.get(query.name) ?? 0,
      firstNumber,
    }
    firstNumber += NUMBERS_PER_TURN
    try {
      if (round > 0) {
        const settling = {
          ...order,
          durationMs: effort.settleMs,
          firstNumber: firstNumber - NUMBERS_PER_TURN / 2,
        }
        await course.load.run(settling)
      }
      const measurement = await measureTurn(turn, order, course.load)
      if (round > 0) measurements.push(measurement)
    } catch (cause) {
      process.stderr.write(`not measured: ${cause instanceof Error ? cause.message : String(cause)}\n`)
    }
  }
  return measurements
}

async function measureTurn(
  { contestant, query, round }: Turn,
  order: LoadOrder,
  load: LoadGenerator,
): Promise<Measurement> {
  const before = await contestant.usage()
  const result = await load.run(order)
  const after = await contestant.usage()
  const cpuMsPerRequest = (after.cpuMs - before.cpuMs) / Math.max(1, result.requests)
  return {
    ...result,
    contestant: contestant.name,
    query: query.name,
    round,
    cpuMsPerRequest,
    rssMb: after.rssMb,
  }
}
