import type { ProcessKind } from '#processes/process.ts'
import { type Killable, killAt, readKillable } from '../../processes/every-step/kills.ts'
import { SCENES } from '../../processes/every-step/scenes.ts'
import { startStage } from '../../processes/every-step/stage.ts'
import { type KillPoint, nameOf, shuffled } from './kill-points.ts'
import { createRandom } from './random.ts'

export interface KillEveryStep {
  /** Undefined: every process. */
  kind: ProcessKind | undefined
  /** No more than so many; undefined: all that there are. */
  kills: number | undefined
  seed: number
  print(line: string): void
}

/**
 * Kills a node at every point of every scene, one after the other: before and after each step and its taking back. Answers whether
 * what was done is each time what is done when nobody dies.
 */
export async function killEveryStep({ kind, kills, seed, print }: KillEveryStep): Promise<boolean> {
  await using stage = await startStage({ isToBeKilled: true })
  const scenes = SCENES.filter((scene) => kind === undefined || scene.kind === kind)
  const points: [Killable, KillPoint][] = []
  for (const scene of scenes) {
    const killable = await readKillable(stage, scene)
    print(`${scene.kind}, ${scene.name}: ${killable.points.length} points`)
    for (const point of killable.points) points.push([killable, point])
  }
  let [killed, missed, wrong] = [0, 0, 0]
  for (const [killable, point] of shuffled(points, createRandom(seed)).slice(0, kills)) {
    const found = await killAt(stage, killable, point)
    if (found === 'missed') missed += 1
    else killed += 1
    if (killed % 50 === 0) print(`  ${killed} kills`)
    if (found === 'missed' || found.length === 0) continue
    wrong += 1
    print(`VIOLATED: ${killable.scene.name}, ${nameOf(point)}:\n    ${found.join('\n    ')}`)
  }
  print(`kill -9: ${killed}; ${missed} points that nobody came by; ${wrong} violations`)
  return wrong === 0 && killed > 0
}
