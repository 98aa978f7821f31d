import { KILL_MOMENTS, type KillPoint } from '../../soak/processes/kill-points.ts'
import type { Played, Scene, Stage } from './stage.ts'

/** A scene as it goes when nobody dies, and every point at which its node can. */
export interface Killable {
  scene: Scene
  points: readonly KillPoint[]
  clean: Played
  /** Called off while it waits; undefined where it never does. */
  calledOff: Played | undefined
}

/** Before and after every step that the scene comes to, and its taking back; made of what its runs did. */
export async function readKillable(stage: Stage, scene: Scene): Promise<Killable> {
  const clean = await stage.play(scene)
  const calledOff = scene.goOn ? await stage.playCalledOff(scene) : undefined
  const stepsOf = ({ told }: Played, wanted: string): string[] =>
    told.steps.flatMap(({ key, status }) => (status === wanted ? key : []))
  const points = [
    ...stepsOf(clean, 'SUCCEEDED').map((step) => ({ step, direction: 'run' as const })),
    ...(calledOff ? stepsOf(calledOff, 'COMPENSATED') : []).map((step) => ({
      step,
      direction: 'compensate' as const,
    })),
  ].flatMap((where) => KILL_MOMENTS.map((moment) => ({ ...where, moment })))
  return { scene, points, clean, calledOff }
}

/** What is wrong when a scene's node is killed at a point; `missed`: it came by no such point, and lived. */
export async function killAt(
  stage: Stage,
  { scene, clean, calledOff }: Killable,
  point: KillPoint,
): Promise<'missed' | string[]> {
  const played = await stage.playKilled(scene, point)
  if (!played) return 'missed'
  const like = point.direction === 'run' ? clean : calledOff
  const [status, wanted] = [played.run.status, like?.run.status]
  const expected = like?.effects ?? []
  return [
    ...(status === wanted ? [] : [`${status}, and not ${wanted}: ${JSON.stringify(played.told)}`]),
    ...(played.told.status === status ? [] : [`${status}, and told as ${played.told.status}`]),
    ...lacking(expected, played.effects).map((effect) => `lost: ${effect}`),
    ...lacking(played.effects, expected).map((effect) => `too much: ${effect}`),
  ]
}

/** What is in a list more often than in another. */
export function lacking(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return some.filter((one) => {
    const place = left.indexOf(one)
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
}
