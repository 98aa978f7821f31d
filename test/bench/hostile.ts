import { parseArgs } from 'node:util'
import { CONTESTANTS, type Contestant } from './contestants.ts'
import { type PacedLoad, startPacedLoad, type Timing } from './load/paced-load.ts'
import { type RunningContestant, startContestant } from './running-contestant.ts'

/**
 * `npm run bench:hostile`: what operations that are meant to do harm cost, and what they cost others. Honest requests at
 * a steady pace, alone and beside fifty attacks a second, in turn; the ratio is of the two in the same round.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    honest: { type: 'string', default: '200' },
    attacks: { type: 'string', default: '50' },
  },
})

const OURS = new Set(['weft engine', 'weft + Apollo Server'])

const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

const sortedMs = (timings: readonly Timing[]): number[] => timings.map(({ ms }) => ms).sort((a, b) => a - b)

const format = (ms: number): string => ms.toFixed(1).padStart(7)

const print = (line: string): void => void process.stdout.write(`${line}\n`)

interface Round {
  alone: readonly Timing[]
  beside: readonly Timing[]
  attacks: readonly Timing[]
}

async function round(url: string, honest: PacedLoad, hostile: PacedLoad): Promise<Round> {
  const seconds = Number(values.seconds)
  const fair = { url, kind: 'honest', perSecond: Number(values.honest), seconds } as const
  const harm = { url, kind: 'hostile', perSecond: Number(values.attacks), seconds } as const
  const alone = await honest.run(fair)
  const [beside, attacks] = await Promise.all([honest.run(fair), hostile.run(harm)])
  return { alone, beside, attacks }
}

function reportAttacks(rounds: readonly Round[]): void {
  const byTitle = Map.groupBy(
    rounds.flatMap(({ attacks }) => attacks),
    ({ title }) => title,
  )
  for (const [title, timings] of byTitle) {
    const sorted = sortedMs(timings)
    const unrefused = timings.filter(({ isRefused }) => !isRefused).length
    const failed = unrefused > 0 ? `  NOT REFUSED: ${unrefused} of ${timings.length}` : ''
    print(`  ${format(at(sorted, 0.5))} ${format(at(sorted, 0.99))}  ${title}${failed}`)
  }
}

function reportHonest(rounds: readonly Round[]): void {
  const p99s = rounds.map(
    ({ alone, beside }) => [at(sortedMs(alone), 0.99), at(sortedMs(beside), 0.99)] as const,
  )
  for (const [alone, beside] of p99s)
    print(
      `  ${format(alone)} ${format(beside)}  honest p99 alone, beside the attacks: ${(beside / alone).toFixed(2)} x`,
    )
  const ratios = p99s.map(([alone, beside]) => beside / alone).sort((a, b) => a - b)
  print(
    `  median ${at(ratios, 0.5).toFixed(2)} x (${at(ratios, 0).toFixed(2)} to ${at(ratios, 1).toFixed(2)})`,
  )
}

async function measure(contestant: RunningContestant): Promise<void> {
  const [honest, hostile] = [startPacedLoad(), startPacedLoad()]
  // The first requests of each kind are compiled by everybody's compilers.
  await round(contestant.url, honest, hostile)
  const rounds: Round[] = []
  for (let n = 0; n < Number(values.rounds); n += 1) rounds.push(await round(contestant.url, honest, hostile))
  for (const load of [honest, hostile]) load.end()
  print(`\n${contestant.name}, ms: p50, p99 of each attack`)
  reportAttacks(rounds)
  reportHonest(rounds)
}

async function measureInTurn(contestants: readonly Contestant[]): Promise<void> {
  for (const contestant of contestants) {
    const running = await startContestant(contestant, undefined)
    await measure(running)
    running.end()
  }
}

await measureInTurn(CONTESTANTS.filter(({ name }) => OURS.has(name)))
