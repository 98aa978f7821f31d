import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { listDeals } from '../../soak/processes/deals.ts'
import { startCompany } from './company.ts'
import {
  type DurableRunsMeasurement,
  measureBare,
  measureRuns,
  type RunsMeasurement,
} from './measure-runs.ts'
import { measureStarts, type StartsMeasurement } from './measure-starts.ts'
import type { Spread } from './spread.ts'

/** `npm run bench:processes -- --runs 200`: README.md says how to read it. */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '200' }, seconds: { type: 'string', default: '10' } },
})
const RUNS = Number(values.runs)
/** Deals that nobody counts: what is compiled and connected is so before. */
const WARM_UP = 10
const RESULTS = new URL('../results/', import.meta.url)

interface Report {
  load: number
  bare: RunsMeasurement
  runs: DurableRunsMeasurement
  starts: StartsMeasurement
}

async function measure(): Promise<Report> {
  const half = RUNS + WARM_UP
  await using company = await startCompany(2 * half)
  const { processes } = company.domains
  const deals = listDeals({ customers: 2 * half, each: 1 })
  const starts = await measureStarts(company, {
    perSecond: 50,
    seconds: Number(values.seconds),
    burst: 200,
    bursts: 5,
  })
  await processes.engine.store.query('delete from processes.runs')
  await measureBare(processes, deals.slice(0, WARM_UP))
  const bare = await measureBare(processes, deals.slice(WARM_UP, half))
  const worker = await processes.startWorker({ concurrency: RUNS })
  await measureRuns(processes, deals.slice(half, half + WARM_UP))
  const runs = await measureRuns(processes, deals.slice(half + WARM_UP))
  await worker.close()
  return { load: loadavg()[0] ?? 0, bare, runs, starts }
}

const ms = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ms`
const spread = ({ p50Ms, p99Ms, slowestMs }: Spread): string =>
  `p50 ${ms(p50Ms)}, p99 ${ms(p99Ms)}, slowest ${ms(slowestMs)}`
const lineOf = (name: string, { runs, perSecond, ...took }: RunsMeasurement): string =>
  `${name}: ${runs} at once, ${perSecond.toFixed(1)}/s, ${spread(took)}`

function linesOf({ load, bare, runs, starts: { sustained, bursts, bareInserts } }: Report): string[] {
  const over = (read: (of: RunsMeasurement) => number): string => `${(read(runs) / read(bare)).toFixed(2)} x`
  return [
    `quote-to-cash over stand-ins (load ${load.toFixed(1)})`,
    `  ${lineOf('runs, durable', runs)}`,
    `  ${lineOf('their bare steps', bare)}`,
    `  runs against bare steps: throughput ${over(({ perSecond }) => perSecond)}, p50 ${over(({ p50Ms }) => p50Ms)}, p99 ${over(({ p99Ms }) => p99Ms)}`,
    `  accepted while the first of them ran: ${spread(runs.accepted)}`,
    `startQuoteToCash until its answer, the run in the database`,
    `  at ${sustained.perSecond}/s, ${sustained.starts} of them: ${spread(sustained)}`,
    `  ${bursts.bursts} bursts of ${bursts.size}: ${spread(bursts)}`,
    `  as many bare inserts: ${spread(bareInserts)}; a burst against them: p99 ${(bursts.p99Ms / bareInserts.p99Ms).toFixed(2)} x`,
  ]
}

const report = await measure()
mkdirSync(RESULTS, { recursive: true })
const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model }
const name = `processes-${new Date().toISOString().replaceAll(':', '-')}.json`
writeFileSync(new URL(name, RESULTS), `${JSON.stringify({ machine, ...report }, null, 2)}\n`)
process.stdout.write(`${linesOf(report).join('\n')}\n`)
