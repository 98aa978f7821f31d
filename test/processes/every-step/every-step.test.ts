import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PROCESSES } from '#processes/catalogue.ts'
import type { AnyProcess } from '#processes/process.ts'
import { SCENES } from './scenes.ts'
import { type Played, type Scene, type Stage, startStage } from './stage.ts'
import type { StepCall, Trouble } from './trouble.ts'

/**
 * Every step of every process, and everything that can befall it: a system that is away, an answer that gets lost or comes too late,
 * a node that dies before or after it, a system that says no to any of its writes and to what takes it back. The table is made of
 * the processes themselves and of what a run without trouble called: a new step is in it by being a step.
 */
let stage: Stage
before(async () => {
  stage = await startStage()
})
after(() => stage[Symbol.asyncDispose]())

const PASSING: readonly Trouble[][] = [['away', 'dead before'], ['cut'], ['too late'], ['dead after']]
const reached = new Set<string>()

for (const scene of SCENES)
  test(`${scene.kind}, ${scene.name}`, async (t) => {
    const clean = await stage.play(scene)
    assert.equal(clean.run.status, 'COMPLETED')
    assertTold(clean)
    const process = stage.processOf(scene.kind)
    for (const { key, status } of clean.told.steps)
      if (status !== 'SKIPPED') reached.add(`${scene.kind} ${key}`)

    for (const run of PASSING)
      await t.test(`${run.join(', then ')} at every step: done once`, async () => {
        assertDone(await stage.play(scene, { run }), clean)
      })

    for (const refuse of refusalsOf(clean.calls))
      await t.test(`refused at ${refuse.stepKey}, ${nameOf(refuse.write)}`, async () => {
        const played = await stage.play(scene, { refuse })
        await assertRefused(scene, played, { process, clean, stepKey: refuse.stepKey })
      })

    const last = lastOnTheWayBack(process, clean)
    if (!last) return
    let undoing: readonly StepCall[] = []
    await t.test('taken back through everything that can befall that', async () => {
      const played = await stage.play(scene, {
        refuse: last,
        compensate: ['away', 'dead before', 'cut', 'too late', 'dead after'],
      })
      undoing = played.calls.filter(({ direction }) => direction === 'compensate')
      assertTakenBack(played, { clean, stepKey: last.stepKey })
    })
    for (const stepKey of writingSteps(undoing))
      await t.test(
        `${stepKey} cannot be taken back: both errors are told, and a person lets it go on`,
        async () => {
          const played = await stage.play(scene, { refuse: last, refuseUndo: stepKey })
          assert.equal(played.run.status, 'COMPENSATION_FAILED')
          assert.equal(played.told.exception?.stepKey, last.stepKey)
          assert.deepEqual(await stage.openMatters(played.run), [
            `STOPPED ${last.stepKey}`,
            `UNDO ${stepKey}`,
          ])
          assertTakenBack(await stage.playOn(scene, played), { clean, stepKey: last.stepKey })
        },
      )
  })

test('every step of every process is reached', () => {
  const all = PROCESSES.flatMap(({ kind, steps }) => steps.map(({ key }) => `${kind} ${key}`))
  assert.deepEqual(
    all.filter((step) => !reached.has(step)),
    [],
  )
})

const nameOf = (write: number): string => (write === 0 ? 'when it reads' : `write ${write}`)

interface Refusal {
  stepKey: string
  write: number
}

/** Every write of every step; where a step writes nothing, its first read. */
function refusalsOf(calls: readonly StepCall[]): Refusal[] {
  const byStep = Map.groupBy(calls, ({ stepKey }) => stepKey)
  return [...byStep].flatMap(([stepKey, some]) => {
    const writes = some.filter(({ isWrite }) => isWrite).length
    return writes === 0
      ? [{ stepKey, write: 0 }]
      : Array.from({ length: writes }, (_, index) => ({ stepKey, write: index + 1 }))
  })
}

const pivotOf = ({ steps }: AnyProcess, { told }: Played): number =>
  steps.findIndex(
    ({ key, isPivot }) => isPivot && told.steps.some((step) => step.key === key && step.status !== 'SKIPPED'),
  )

/** Whether there is no way back from a step's failure. */
function isPastReturn(process: AnyProcess, clean: Played, stepKey: string): boolean {
  const pivot = pivotOf(process, clean)
  return pivot >= 0 && process.steps.findIndex(({ key }) => key === stepKey) >= pivot
}

/** Where a run turns back that has most to take back. */
function lastOnTheWayBack(process: AnyProcess, clean: Played): Refusal | undefined {
  return refusalsOf(clean.calls).findLast(
    ({ stepKey, write }) => write <= 1 && !isPastReturn(process, clean, stepKey) && !answers(stepKey),
  )
}

const writingSteps = (calls: readonly StepCall[]): ReadonlySet<string> =>
  new Set(calls.flatMap(({ stepKey, isWrite }) => (isWrite ? stepKey : [])))

/** Steps to which a refusal is an answer: a case that takes no note needs none. */
const answers = (stepKey: string): boolean =>
  ['note-failure', 'note-suspension', 'note-settlement'].includes(stepKey)

async function assertRefused(
  scene: Scene,
  played: Played,
  { process, clean, stepKey }: { process: AnyProcess; clean: Played; stepKey: string },
): Promise<void> {
  if (played.run.status === 'COMPLETED') {
    assert.ok(answers(stepKey), `${stepKey} was refused, and the run is done`)
    assertTold(played)
    assert.deepEqual(surplusOf(played.effects, clean.effects), [])
    return
  }
  if (isPastReturn(process, clean, stepKey)) {
    assert.equal(played.run.status, 'HELD')
    assert.equal(played.told.exception?.stepKey, stepKey)
    assertTold(played)
    assertDone(await stage.playOn(scene, played), clean)
    return
  }
  assertTakenBack(played, { clean, stepKey })
}

function assertDone(played: Played, clean: Played): void {
  assert.equal(played.run.status, 'COMPLETED', JSON.stringify(played.told))
  assertTold(played)
  assert.deepEqual(played.effects, clean.effects)
}

function assertTakenBack(played: Played, { clean, stepKey }: { clean: Played; stepKey: string }): void {
  assert.equal(played.run.status, 'COMPENSATED', JSON.stringify(played.told))
  assert.equal(played.told.exception?.stepKey, stepKey)
  assertTold(played)
  const left = played.effects.filter((effect) => clean.effects.includes(effect) && !mayStay(effect))
  assert.deepEqual(left, [])
}

/** What a run that was taken back may leave: of no effect, but there. */
const LEFT: readonly [what: RegExp, why: string][] = [
  [/^made servicenow (u_weft_write|sys_journal_field) /, 'what was read cannot be unread'],
  [
    /^changed servicenow sn_customerservice_case \w+ {"state":"10"}/,
    'a case that waited is open, and not new',
  ],
  [/^made salesforce Contract_Line__c /, 'part of a contract that was ended'],
  [/^made stripe prices /, 'nobody is billed by it'],
  [/^made servicenow sn_pss_core_service_contract /, 'a name: it entitles to nothing'],
  [/^made servicenow sn_pss_core_entitlement_\w+ /, 'part of an entitlement that is out of use'],
]
const mayStay = (effect: string): boolean => LEFT.some(([what]) => what.test(effect))

/** What is in one list more often than in the other. */
function surplusOf(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return some.filter((one) => {
    const place = left.indexOf(one)
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
}

/** The graph says what the journal says, and each record that a step is said to have made is there. */
function assertTold({ run, told, after }: Played): void {
  assert.equal(told.status, run.status)
  if (run.status === 'COMPLETED') assert.equal(told.exception, null)
  else assert.equal(told.exception?.state, 'OPEN')
  const there = new Set([...after.keys()].map((key) => key.split(' ')[2]))
  for (const { key, status, record } of told.steps)
    if (status === 'SUCCEEDED' && record)
      assert.ok(there.has(record.externalId), `${key}: ${record.externalId}`)
}
