import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { checkAnswers, readAnswers } from './check-answer.ts'
import { CONTESTANTS, type Contestant } from './contestants.ts'
import { installPeers } from './install-peers.ts'
import { startLoadGenerator } from './load/load-generator.ts'
import { type Effort, measureAll } from './measure.ts'
import { type BenchQuery, QUERIES } from './queries.ts'
import { createReport, formatReport } from './report.ts'
import { type RunningContestant, startContestant } from './running-contestant.ts'

/** `npm run bench`: everybody under the same load on this machine, as ratios with their spread. README.md says how to read it. */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    query: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
  },
})

const FULL: Effort = {
  rounds: 5,
  warmUpMs: 4000,
  settleMs: 2000,
  durationMs: 8000,
  concurrency: 32,
  largeConcurrency: 4,
}
const QUICK: Effort = {
  rounds: 3,
  warmUpMs: 300,
  settleMs: 100,
  durationMs: 300,
  concurrency: 32,
  largeConcurrency: 1,
}
const RESULTS = new URL('results/', import.meta.url)

const SUBGRAPHS: Contestant = { name: 'subgraphs', file: 'contestants/subgraphs.ts', subgraphs: 'local' }

function chosenEffort(): Effort {
  const effort = values.quick ? QUICK : FULL
  return {
    ...effort,
    ...(values.rounds ? { rounds: Number(values.rounds) } : {}),
    ...(values.seconds ? { durationMs: Number(values.seconds) * 1000 } : {}),
  }
}

const isChosen = (name: string, chosen: readonly string[]): boolean =>
  chosen.length === 0 || chosen.some((part) => name.includes(part))

const chosenQueries = (): BenchQuery[] => QUERIES.filter(({ name }) => isChosen(name, values.query))

/** Starts those who answer right; who does not start, or answers wrong, is named and left out. */
async function startAll(
  subgraphsUrl: string,
): Promise<{ contestants: RunningContestant[]; bytes: ReadonlyMap<string, number> }> {
  const floor = await startContestant(CONTESTANTS.at(-1) ?? SUBGRAPHS, undefined)
  const expected = await readAnswers(floor)
  floor.end()
  const contestants: RunningContestant[] = []
  for (const contestant of CONTESTANTS.filter(({ name }) => isChosen(name, values.only))) {
    try {
      const running = await startContestant(
        contestant,
        contestant.subgraphs === 'http' ? subgraphsUrl : undefined,
      )
      contestants.push(running)
      await checkAnswers(running, expected)
    } catch (cause) {
      process.stderr.write(`left out: ${cause instanceof Error ? cause.message : String(cause)}\n`)
      contestants.pop()?.end()
    }
  }
  const bytes = new Map(
    QUERIES.map(({ name, leastPart }) => [
      name,
      Buffer.byteLength(expected.get(name)?.text ?? '') * leastPart,
    ]),
  )
  return { contestants, bytes }
}

async function main(): Promise<void> {
  installPeers()
  const effort = chosenEffort()
  const subgraphs = await startContestant(SUBGRAPHS, undefined)
  const { contestants, bytes } = await startAll(new URL(subgraphs.url).origin)
  const load = startLoadGenerator()
  const measurements = await measureAll({ contestants, queries: chosenQueries(), bytes, load }, effort)
  for (const each of [load, subgraphs, ...contestants]) each.end()
  const report = createReport(measurements)
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model }
  mkdirSync(RESULTS, { recursive: true })
  const file = new URL(`${new Date().toISOString().replaceAll(':', '-')}.json`, RESULTS)
  writeFileSync(file, `${JSON.stringify({ machine, effort, ...report, measurements }, null, 2)}\n`)
  process.stdout.write(`${formatReport(report)}\n`)
}

await main()
