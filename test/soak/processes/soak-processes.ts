import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { PROCESSES } from '#processes/catalogue.ts'
import { violationsOf } from './checks.ts'
import { killEveryStep } from './kill-every-step.ts'
import { PLANTS, type PlantName } from './plants.ts'
import { linesOf } from './report.ts'
import { runTrial } from './trial.ts'

/**
 * `npm run soak:processes -- --kills 500 --seed 7`, `-- --plant retry-blindly`, `-- --process renewal-to-invoice` or `all`: README.md
 * says what must hold.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** Where the whole story is written, to be looked into. */
    story: { type: 'string' },
    plant: { type: 'string', multiple: true, default: [] },
    /** Every step of a process, or of `all`, one kill after the other. */
    process: { type: 'string' },
  },
})
const SEED = Number(values.seed)
const KILLS = 500
/** A planted bug shows soon. */
const KILLS_OF_A_PLANT = 8

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function soak(plant: PlantName | undefined): Promise<boolean> {
  const kills = Number(values.kills ?? (plant ? KILLS_OF_A_PLANT : KILLS))
  print(`${plant ?? 'no bug planted'}: ${kills} kills, seed ${SEED}`)
  const onKill = (done: number): void => {
    if (done % 50 === 0) print(`  ${done} kills`)
  }
  const trial = await runTrial({ kills, seed: SEED, plant, onKill })
  const violations = violationsOf(trial.story)
  if (values.story)
    writeFileSync(values.story, JSON.stringify({ ...trial.story, told: [...trial.story.told] }, null, 1))
  for (const line of linesOf(trial, violations)) print(`  ${line}`)
  return violations.length > 0 === (plant !== undefined)
}

async function killSteps(name: string): Promise<boolean> {
  const kind = PROCESSES.find((one) => one.kind === name.toUpperCase().replaceAll('-', '_'))?.kind
  if (!kind && name !== 'all')
    throw new Error(`processes: ${PROCESSES.map((one) => one.kind).join(', ')}, all`)
  const kills = values.kills === undefined ? undefined : Number(values.kills)
  return killEveryStep({ kind, kills, seed: SEED, print })
}

async function soakPlants(): Promise<boolean> {
  const wanted = values.plant.includes('all') ? PLANTS : PLANTS.filter((name) => values.plant.includes(name))
  if (wanted.length === 0 && values.plant.length > 0) throw new Error(`plants: ${PLANTS.join(', ')}, all`)
  const results: boolean[] = []
  for (const plant of wanted.length > 0 ? wanted : [undefined]) results.push(await soak(plant))
  return !results.includes(false)
}

if (!(await (values.process === undefined ? soakPlants() : killSteps(values.process)))) process.exitCode = 1
