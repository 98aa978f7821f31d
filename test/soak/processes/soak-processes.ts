import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { violationsOf } from './checks.ts'
import { PLANTS, type PlantName } from './plants.ts'
import { linesOf } from './report.ts'
import { runTrial } from './trial.ts'

/** `npm run soak:processes -- --kills 500 --seed 7`, `-- --plant retry-blindly`: README.md says what must hold. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** Where the whole story is written, to be looked into. */
    story: { type: 'string' },
    plant: { type: 'string', multiple: true, default: [] },
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

const wanted = values.plant.includes('all') ? PLANTS : PLANTS.filter((name) => values.plant.includes(name))
if (wanted.length === 0 && values.plant.length > 0) throw new Error(`plants: ${PLANTS.join(', ')}, all`)
const results: boolean[] = []
for (const plant of wanted.length > 0 ? wanted : [undefined]) results.push(await soak(plant))
if (results.includes(false)) process.exitCode = 1
