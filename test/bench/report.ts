import { PAIRS } from './contestants.ts'
import type { Measurement } from './measure.ts'

/** A number over all rounds. */
export interface Spread {
  min: number
  median: number
  max: number
}

/** What one contestant did under one query. */
export interface Summary {
  contestant: string
  query: string
  perSecond: Spread
  p50Ms: number
  p99Ms: number
  cpuMsPerRequest: Spread
  rssMb: number
  failures: number
}

/** Ours against theirs, each round's own ratio. */
export interface Ratio {
  query: string
  ours: string
  theirs: string
  perSecond: Spread
  /** Below 1: ours needs less. */
  cpuPerRequest: Spread
}

export interface Report {
  summaries: Summary[]
  ratios: Ratio[]
}

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? 0
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) }
}

function summarise(rounds: readonly Measurement[], first: Measurement): Summary {
  const { contestant, query } = first
  return {
    contestant,
    query,
    perSecond: spread(rounds.map((each) => each.perSecond)),
    p50Ms: spread(rounds.map((each) => each.p50Ms)).median,
    p99Ms: spread(rounds.map((each) => each.p99Ms)).median,
    cpuMsPerRequest: spread(rounds.map((each) => each.cpuMsPerRequest)),
    rssMb: Math.max(...rounds.map((each) => each.rssMb)),
    failures: rounds.reduce((sum, each) => sum + each.failures, 0),
  }
}

function compare(
  query: string,
  [ours, theirs]: (typeof PAIRS)[number],
  all: readonly Measurement[],
): Ratio[] {
  const of = (contestant: string) =>
    all.filter((each) => each.query === query && each.contestant === contestant)
  const pairs = of(ours).flatMap((our) => {
    const their = of(theirs).find(({ round }) => round === our.round)
    return their ? [{ our, their }] : []
  })
  if (pairs.length === 0) return []
  const perSecond = spread(pairs.map(({ our, their }) => our.perSecond / their.perSecond))
  const cpuPerRequest = spread(pairs.map(({ our, their }) => our.cpuMsPerRequest / their.cpuMsPerRequest))
  return [{ query, ours, theirs, perSecond, cpuPerRequest }]
}

/** What the measurements say: each contestant alone, and ours against theirs. */
export function createReport(measurements: readonly Measurement[]): Report {
  const groups = Map.groupBy(measurements, ({ contestant, query }) => `${query} ${contestant}`)
  const queries = [...new Set(measurements.map(({ query }) => query))]
  return {
    summaries: [...groups.values()].flatMap((rounds) => (rounds[0] ? [summarise(rounds, rounds[0])] : [])),
    ratios: queries.flatMap((query) => PAIRS.flatMap((pair) => compare(query, pair, measurements))),
  }
}

const digits = (value: number, count: number): string => value.toFixed(count)
const range = ({ min, median, max }: Spread, count: number): string =>
  `${digits(median, count)} (${digits(min, count)} to ${digits(max, count)})`

/** The report as lines for a terminal. */
export function formatReport({ summaries, ratios }: Report): string {
  const columns = (cells: readonly string[], widths: readonly number[]): string =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  const alone = [8, 24, 26, 18, 26, 8]
  const against = [8, 22, 24, 24]
  return [
    columns(
      ['query', 'contestant', 'requests per second', 'p50 / p99 ms', 'CPU ms per request', 'MB'],
      alone,
    ),
    ...summaries.map((each) =>
      columns(
        [
          each.query,
          each.contestant,
          range(each.perSecond, 0),
          `${digits(each.p50Ms, 1)} / ${digits(each.p99Ms, 1)}`,
          range(each.cpuMsPerRequest, 3),
          digits(each.rssMb, 0),
          each.failures > 0 ? `${each.failures} FAILED` : '',
        ],
        alone,
      ),
    ),
    '',
    columns(['query', 'ours', 'against', 'requests per second', 'CPU per request'], against),
    ...ratios.map((each) =>
      columns(
        [
          each.query,
          each.ours,
          each.theirs,
          `${range(each.perSecond, 2)} x`,
          `${range(each.cpuPerRequest, 3)} x`,
        ],
        against,
      ),
    ),
  ].join('\n')
}
