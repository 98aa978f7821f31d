import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { KillPoint } from '../../soak/processes/kill-points.ts'
import { killAt, readKillable } from './kills.ts'
import { SCENES } from './scenes.ts'
import { type Stage, startStage } from './stage.ts'

/** A few of all the points that `npm run soak:processes -- --process all` goes through. */
const KILLS: readonly [scene: string, KillPoint][] = [
  [
    'a contract whose subscription goes on',
    { step: 'schedule-renewal', direction: 'run', moment: 'received' },
  ],
  [
    'a contract whose subscription goes on',
    { step: 'create-order', direction: 'compensate', moment: 'sent' },
  ],
  ['a case that waits', { step: 'hold-case', direction: 'run', moment: 'committing' }],
  [
    'a payment that comes after the days of grace',
    { step: 'suspend-entitlements', direction: 'run', moment: 'sent' },
  ],
]

let stage: Stage
before(async () => {
  stage = await startStage({ isToBeKilled: true })
})
after(() => stage[Symbol.asyncDispose]())

for (const [name, points] of Map.groupBy(KILLS, ([scene]) => scene))
  test(`${name}: its node is killed, another goes on, and nothing is done twice or lost`, async (t) => {
    const scene = SCENES.find((one) => one.name === name) ?? assert.fail(name)
    const killable = await readKillable(stage, scene)
    for (const [, point] of points)
      await t.test(`${point.direction} ${point.step}, ${point.moment}`, async () => {
        assert.deepEqual(await killAt(stage, killable, point), [])
      })
  })
