import { isWeftError, type WeftError } from '#shared/errors.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { Step, StepOutcome } from '../process.ts'
import { type Attempt, beginAttempt, countVanished, endAttempt, failAttempt, VANISHED } from './attempts.ts'
import { idempotencyKeyOf, toStepContext, tryOnce } from './calls.ts'
import { type Driver, type Progress, processOf, writeJournal } from './engine.ts'
import { closeExceptions } from './exception-rows.ts'
import { leavePlace, takePlace } from './places.ts'
import { rest } from './rest.ts'
import { failCompensation, retryLater } from './retry.ts'
import { type Run, readSteps, type StepRow, updateRun, updateStep } from './run-rows.ts'

interface LastStep {
  step: Step<unknown>
  outcome: StepOutcome
  rows: readonly StepRow[]
  row: StepRow
}
type Begun = LastStep & { attempt: Attempt }

/** Takes back what was done last, once. */
export async function goBack(driver: Driver, run: Run): Promise<Progress> {
  const begun = await writeJournal(driver, run, (transaction, current) => begin(driver, transaction, current))
  if (typeof begun === 'string') return begun
  const { step, outcome, rows, row, attempt } = begun
  const failure = await tryOnce(driver, run, async (signal) => {
    const context = toStepContext(driver, run, { stepKey: step.key, direction: 'UNDO', signal, rows })
    await step.compensate?.(run.prepared?.facts, outcome, context)
    return undefined
  })
  if (failure?.retryable)
    return retryLater(driver, run, { attempt, row, error: failure, heldStatus: 'COMPENSATION_FAILED' })
  return writeJournal(driver, run, (transaction, current) =>
    isWeftError(failure)
      ? refused(driver, transaction, current, { ...begun, error: failure })
      : settle(driver, transaction, current, begun),
  )
}

async function begin(driver: Driver, transaction: Queryable, run: Run): Promise<Begun | Progress> {
  const last = await findLast(driver, transaction, run)
  if (!last) return finish(driver, transaction, run)
  const { step, row, outcome } = last
  if (step.isSequencedByCustomer && !(await takePlace(transaction, run))) {
    await updateRun(transaction, run.id, { isDriven: false })
    return 'OVER'
  }
  const failures = await countVanished(transaction, run, { row, direction: 'UNDO' })
  if (failures >= driver.policy.attempts) {
    await updateStep(transaction, run, { key: step.key, status: 'COMPENSATION_FAILED' })
    const { code, message } = VANISHED
    const summary = `Taking back “${step.action}”: ${message}, again and again`
    return failCompensation(driver, transaction, run, { stepKey: step.key, code, system: undefined, summary })
  }
  const sent = { idempotencyKey: idempotencyKeyOf(run, step.key, 'UNDO'), record: outcome.record ?? null }
  const attempt = await beginAttempt(transaction, run, { row, direction: 'UNDO', node: driver.node, sent })
  return { ...last, row: { ...row, failures }, attempt }
}

/** The last step that took effect and can be taken back. */
async function findLast(driver: Driver, transaction: Queryable, run: Run): Promise<LastStep | undefined> {
  const rows = await readSteps(transaction, [run])
  for (const step of processOf(driver, run.kind).steps.toReversed()) {
    const row = rows.find(({ key }) => key === step.key)
    if (!row?.outcome || row.outcome.isUnchanged || !step.compensate) continue
    if (row.status !== 'COMPENSATED') return { step, rows, row, outcome: row.outcome }
  }
  return undefined
}

/** Nothing is left of it. The error that led here stays open: a person may mend its cause and let the run start again. */
async function finish(driver: Driver, transaction: Queryable, run: Run): Promise<Progress> {
  if (!run.cancelled) return rest(driver, transaction, run, { status: 'COMPENSATED' })
  await closeExceptions(transaction, run.id, { state: 'DISCARDED', by: run.cancelled.by })
  return rest(driver, transaction, run, { status: 'CANCELLED' })
}

async function settle(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  { attempt, step }: Begun,
): Promise<Progress> {
  const finishedAt = driver.clock.now()
  await endAttempt(transaction, run, { attempt, received: null, step: { status: 'COMPENSATED', finishedAt } })
  if (step.isSequencedByCustomer) await leavePlace(transaction, run, driver.turns)
  return 'GO_ON'
}

async function refused(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  { attempt, step, row, error }: Begun & { error: WeftError },
): Promise<Progress> {
  const now = driver.clock.now()
  await failAttempt(transaction, run, { attempt, row, error, status: 'COMPENSATION_FAILED', now })
  return failCompensation(driver, transaction, run, {
    stepKey: step.key,
    code: error.code,
    system: error.facts.system,
    summary: `Taking back “${step.action}”: ${error.message}`,
  })
}
