import { isWeftError, type WeftError } from '#shared/errors.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { AnyProcess, Step, StepOutcome } from '../process.ts'
import { type Attempt, beginAttempt, countVanished, endAttempt, failAttempt, VANISHED } from './attempts.ts'
import { idempotencyKeyOf, toStepContext, tryOnce } from './calls.ts'
import { type Driver, type Progress, processOf, writeJournal } from './engine.ts'
import { openException } from './exception-rows.ts'
import { leavePlace, takePlace } from './places.ts'
import { complete, hold } from './rest.ts'
import { retryLater } from './retry.ts'
import { type Run, readSteps, type StepRow, updateRun, updateStep } from './run-rows.ts'

const ENDED: readonly StepRow['status'][] = ['SUCCEEDED', 'SKIPPED']

interface NextStep {
  process: AnyProcess
  step: Step<unknown>
  rows: readonly StepRow[]
  row: StepRow
}
type Begun = NextStep & { attempt: Attempt }

/** Does a run's next step, once. */
export async function goForward(driver: Driver, run: Run): Promise<Progress> {
  const begun = await writeJournal(driver, run, (transaction, current) => begin(driver, transaction, current))
  if (typeof begun === 'string') return begun
  const { step, rows, row, attempt } = begun
  const outcome = await tryOnce(driver, run, async (signal) => {
    const context = toStepContext(driver, run, { stepKey: step.key, direction: 'RUN', signal, rows })
    const facts = run.prepared?.facts
    const waitsUntil = await step.waitUntil?.(facts, context, driver.clock.now())
    return waitsUntil ? { waitsUntil } : step.run(facts, context)
  })
  if (isWeftError(outcome) && outcome.retryable)
    return retryLater(driver, run, { attempt, row, error: outcome, heldStatus: 'HELD' })
  return writeJournal(driver, run, (transaction, current) =>
    isWeftError(outcome)
      ? refused(driver, transaction, current, { ...begun, error: outcome })
      : 'waitsUntil' in outcome
        ? wait(driver, transaction, current, { ...begun, ...outcome, wakes: run.wakes })
        : settle(driver, transaction, current, { ...begun, outcome }),
  )
}

async function begin(driver: Driver, transaction: Queryable, run: Run): Promise<Begun | Progress> {
  const next = await findNext(driver, transaction, run)
  if (!next) return complete(driver, transaction, await withResult(driver, transaction, run))
  const { step, row } = next
  // What may have taken effect is done again to learn whether it did: only then can it be taken back.
  if (run.cancelled && !row.isUnsure) return turnBack(transaction, run)
  const facts = run.prepared?.facts
  if (step.effect(facts) === 'NO_OP') {
    await updateStep(transaction, run, { key: step.key, status: 'SKIPPED', finishedAt: driver.clock.now() })
    return 'GO_ON'
  }
  if (step.isSequencedByCustomer && !(await takePlace(transaction, run))) {
    await updateRun(transaction, run.id, { isDriven: false })
    return 'OVER'
  }
  const failures = await countVanished(transaction, run, { row, direction: 'RUN' })
  if (failures >= driver.policy.attempts) {
    const { code, message } = VANISHED
    const summary = `${step.action}: ${message}, again and again`
    return hold(driver, transaction, run, { stepKey: step.key, code, summary })
  }
  const sent = toSent(run, step)
  const attempt = await beginAttempt(transaction, run, { row, direction: 'RUN', node: driver.node, sent })
  return { ...next, row: { ...row, failures }, attempt }
}

/** What an attempt is made with, each value under the names that say what it is: so the personal ones are known. */
function toSent(run: Run, step: Step<unknown>): unknown {
  const facts = run.prepared?.facts
  const values = step
    .diff(facts)
    .map(({ path, after }) =>
      path.split('.').reduceRight<unknown>((value, name) => ({ [name]: value }), after),
    )
  return { idempotencyKey: idempotencyKeyOf(run, step.key), connectionId: step.connectionOf(facts), values }
}

async function findNext(driver: Driver, transaction: Queryable, run: Run): Promise<NextStep | undefined> {
  const process = processOf(driver, run.kind)
  const rows = await readSteps(transaction, [run])
  for (const step of process.steps) {
    const row = rows.find(({ key }) => key === step.key)
    if (row && !ENDED.includes(row.status)) return { process, step, rows, row }
  }
  return undefined
}

async function settle(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  { attempt, step, outcome }: Begun & { outcome: StepOutcome },
): Promise<Progress> {
  const finishedAt = driver.clock.now()
  await endAttempt(transaction, run, {
    attempt,
    received: outcome,
    step: { status: 'SUCCEEDED', outcome, finishedAt },
  })
  if (run.status === 'WAITING_EXTERNAL') await updateRun(transaction, run.id, { status: 'RUNNING' })
  if (step.isSequencedByCustomer) await leavePlace(transaction, run, driver.turns)
  return 'GO_ON'
}

/** The step's time has not come: the run holds neither a worker nor its customer's place until then. */
async function wait(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  { attempt, step, waitsUntil, wakes }: Begun & { waitsUntil: Date; wakes: number },
): Promise<Progress> {
  await endAttempt(transaction, run, { attempt, received: { waitsUntil }, step: { status: 'PENDING' } })
  // Something happened while the step was asked, which it may not have seen.
  if (run.wakes > wakes) return 'GO_ON'
  await updateRun(transaction, run.id, { status: 'WAITING_EXTERNAL', waitsUntil, isDriven: false })
  if (step.isSequencedByCustomer) await leavePlace(transaction, run, driver.turns)
  return 'OVER'
}

/** A system said no: before the pivot all is taken back, from it on a person decides, and so where the fault is ours. */
async function refused(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  { attempt, process, step, rows, row, error }: Begun & { error: WeftError },
): Promise<Progress> {
  const now = driver.clock.now()
  await failAttempt(transaction, run, { attempt, row, error, status: 'FAILED', now })
  const { code, message, facts } = error
  const exception = {
    stepKey: step.key,
    code,
    system: facts.system,
    summary: `${step.action}: ${message}`,
  }
  if (code === 'INTERNAL' || isPastReturn(process, step, rows))
    return hold(driver, transaction, run, exception)
  await openException(transaction, run, { ...exception, matter: 'STOPPED', now })
  return turnBack(transaction, run)
}

/** Whether a step is the pivot, or comes after one that was passed. */
function isPastReturn(process: AnyProcess, step: Step<unknown>, rows: readonly StepRow[]): boolean {
  const ended = new Set(rows.filter(({ status }) => status === 'SUCCEEDED').map(({ key }) => key))
  return step.isPivot === true || process.steps.some(({ key, isPivot }) => isPivot && ended.has(key))
}

async function turnBack(transaction: Queryable, run: Run): Promise<Progress> {
  await updateRun(transaction, run.id, { phase: 'BACK', status: 'COMPENSATING' })
  return 'GO_ON'
}

/** What the run was for, by the id that the graph knows it by. */
async function withResult(driver: Driver, transaction: Queryable, run: Run): Promise<Run> {
  const { resultStep } = processOf(driver, run.kind)
  const rows = await readSteps(transaction, [run])
  const record = rows.find(({ key }) => key === resultStep)?.outcome?.record
  if (!record?.type) return run
  const [id] = await driver.tools.crosswalk.findIds(record.type, [record.ref])
  const result = { resultType: record.type, resultId: id ?? null }
  await updateRun(transaction, run.id, result)
  return { ...run, ...result }
}
