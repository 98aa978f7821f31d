import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PROCESSES } from '#processes/catalogue.ts'
import type { AnyProcess } from '#processes/process.ts'
import { lacking } from './kills.ts'
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
/** A refusal is tried in the first scene that comes by it. */
const tried = new Set<string>()

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

    for (const refuse of refusalsOf(clean.calls)) {
      if (!isNew(`${scene.kind} ${refuse.stepKey} ${refuse.write}`)) continue
      await t.test(`refused at ${refuse.stepKey}, ${nameOf(refuse.write)}`, async () => {
        const played = await stage.play(scene, { refuse })
        await assertRefused(scene, played, { process, clean, stepKey: refuse.stepKey })
      })
    }

    const last = lastOnTheWayBack(process, clean)
    if (!last) return
    let undoing: readonly StepCall[] = []
    await t.test(
      'taken back through everything that can befall that, and done when it is tried again',
      async () => {
        const played = await stage.play(scene, {
          refuse: last,
          compensate: ['away', 'dead before', 'cut', 'too late', 'dead after'],
        })
        undoing = played.calls.filter(({ direction }) => direction === 'compensate')
        assertTakenBack(played, { clean, stepKey: last.stepKey })
        const again = await stage.playOn(scene, played)
        assert.equal(again.run.status, 'COMPLETED', JSON.stringify(again.told))
        assertTold(again)
        assert.deepEqual(lacking(kindsOf(clean), kindsOf(again)), [])
        const twice = again.effects.filter((effect, at, all) => all.indexOf(effect) !== at)
        assert.deepEqual(
          lacking(twice, clean.effects).filter((effect) => !mayStay(effect, again.effects)),
          [],
        )
      },
    )
    for (const stepKey of writingSteps(undoing)) {
      if (!isNew(`${scene.kind} ${stepKey} undo`)) continue
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
    }
  })

function isNew(row: string): boolean {
  const isFirst = !tried.has(row)
  tried.add(row)
  return isFirst
}

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
  new Set(calls.flatMap(({ stepKey, isWrite }) => (isWrite && !answers(stepKey) ? stepKey : [])))

/** Steps to which a refusal is an answer: a case that takes no note needs none, and a decline is billing's matter. */
const answers = (stepKey: string): boolean =>
  ['note-failure', 'note-suspension', 'note-settlement', 'collect-payment'].includes(stepKey)

async function assertRefused(
  scene: Scene,
  played: Played,
  { process, clean, stepKey }: { process: AnyProcess; clean: Played; stepKey: string },
): Promise<void> {
  if (played.run.status === 'COMPLETED') {
    assert.ok(answers(stepKey), `${stepKey} was refused, and the run is done`)
    assertTold(played)
    assert.deepEqual(lacking(kindsOf(played), kindsOf(clean)), [])
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
  const left = played.effects.filter((effect) => clean.stood.has(effect) && !mayStay(effect, played.effects))
  assert.deepEqual(left, [])
}

/** What a run that was taken back may leave: of no effect, but there. */
const LEFT: readonly RegExp[] = [
  // What was read cannot be unread, and a case that waited is open afterwards, and not new.
  /^made servicenow (u_weft_write|sys_journal_field) /,
  /^changed servicenow sn_customerservice_case \w+ {"state":"10"}/,
  // Parts of what was ended, closed, deleted or put aside.
  /^made salesforce Contract_Line__c /,
  /^made netsuite (customeraddress\w+|transactionline) /,
  /^made servicenow sn_pss_core_entitlement_\w+ /,
  /^made stripe (tax_ids|invoice_items) /,
  // Nobody is billed by a price, nor entitled by the name of a contract.
  /^made stripe prices /,
  /^made servicenow sn_pss_core_service_contract /,
]
/** A customer stays where something hangs on it, though it was ended. */
const mayStay = (effect: string, effects: readonly string[]): boolean =>
  LEFT.some((what) => what.test(effect)) ||
  (effect.startsWith('made stripe customers ') &&
    effects.some((other) => other.startsWith('made stripe invoices ')))

/** What was done to which kinds of records. */
const kindsOf = ({ effects }: Played): string[] =>
  effects.map((effect) => effect.split(' ').slice(0, 3).join(' '))

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
