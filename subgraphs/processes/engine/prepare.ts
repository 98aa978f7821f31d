import { isWeftError } from '#shared/errors.ts'
import type { Queryable } from '#shared/store/store.ts'
import { keepMoney } from '../kept-money.ts'
import { makePlan, type Plan } from '../plan.ts'
import type { Prepared, Problem } from '../process.ts'
import { type Attempt, beginAttempt, countVanished, endAttempt, failAttempt, VANISHED } from './attempts.ts'
import { tryOnce } from './calls.ts'
import { type Driver, type Progress, processOf, writeJournal } from './engine.ts'
import { openException } from './exception-rows.ts'
import { problemsOfOthers } from './others.ts'
import { isWithin } from './preview.ts'
import { hold, rest } from './rest.ts'
import { retryLater } from './retry.ts'
import {
  addSteps,
  type KeptPrepared,
  PREPARATION,
  type Run,
  readSteps,
  type StepRow,
  updateRun,
} from './run-rows.ts'

type Begun = { attempt: Attempt; row: StepRow }

/** Reads all that the run needs, and decides whether it may write: problems and a person's yes come before the first write. */
export async function prepareRun(driver: Driver, run: Run): Promise<Progress> {
  const begun = await writeJournal(driver, run, (transaction, current) => begin(driver, transaction, current))
  if (typeof begun === 'string') return begun
  const process = processOf(driver, run.kind)
  const looked = await tryOnce(driver, run, async (signal) => {
    const call = { correlationId: run.correlationId, signal }
    const look = { call, tools: driver.tools, now: run.beganAt, reach: run.reach }
    const prepared = await process.prepare(run.input, look)
    return { prepared, plan: makePlan(process, prepared) }
  })
  if (isWeftError(looked) && looked.retryable)
    return retryLater(driver, run, { ...begun, error: looked, heldStatus: 'HELD' })
  return writeJournal(driver, run, (transaction, current) =>
    isWeftError(looked)
      ? fail(driver, transaction, current, { ...begun, error: looked })
      : settle(driver, transaction, current, { ...begun, ...looked }),
  )
}

async function begin(driver: Driver, transaction: Queryable, run: Run): Promise<Begun | Progress> {
  if (run.cancelled) return rest(driver, transaction, run, { status: 'CANCELLED' })
  await transaction.query(
    `insert into processes.steps (run_id, generation, key, place) values ($1, $2, $3, 0) on conflict do nothing`,
    [run.id, run.generation, PREPARATION],
  )
  const [row] = await readSteps(transaction, [run])
  if (!row) throw new Error('the preparation has no row')
  const failures = await countVanished(transaction, run, { row, direction: 'RUN' })
  if (failures >= driver.policy.attempts) {
    const { code, message } = VANISHED
    return hold(driver, transaction, run, { code, summary: `${message}, again and again` })
  }
  const sent = { input: run.input }
  const attempt = await beginAttempt(transaction, run, { row, direction: 'RUN', node: driver.node, sent })
  return { row: { ...row, failures }, attempt }
}

async function fail(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  { attempt, row, error }: Begun & { error: Parameters<typeof failAttempt>[2]['error'] },
): Promise<Progress> {
  const now = driver.clock.now()
  await failAttempt(transaction, run, { attempt, row, error, status: 'FAILED', now })
  const { code, message, facts } = error
  await openException(transaction, run, {
    matter: 'STOPPED',
    code,
    system: facts.system,
    summary: message,
    now,
  })
  return rest(driver, transaction, run, { status: 'FAILED' })
}

async function settle(
  driver: Driver,
  transaction: Queryable,
  before: Run,
  { attempt, prepared, plan }: Begun & { prepared: Prepared<unknown>; plan: Plan },
): Promise<Progress> {
  await endAttempt(transaction, before, { attempt, received: prepared.facts, step: { status: 'SUCCEEDED' } })
  const run = await keepPrepared(driver, transaction, before, { prepared, plan })
  if (run.cancelled) return rest(driver, transaction, run, { status: 'CANCELLED' })
  const [problem, ...others] = isWithin(run.reach, prepared)
    ? [...staleness(run, plan), ...prepared.problems, ...(await problemsOfOthers(transaction, run))]
    : [processOf(driver, run.kind).missing(run.input)]
  if (problem) {
    const summary = [problem, ...others].map(({ message }) => message).join(' · ')
    const { code, suggestedFix } = problem
    return hold(driver, transaction, run, { code, summary, suggestedFix })
  }
  if (prepared.approval && run.approval?.planHash !== plan.planHash)
    return rest(driver, transaction, run, { status: 'WAITING_APPROVAL', approval: null })
  await addSteps(
    transaction,
    run,
    plan.steps.map(({ key }) => key),
  )
  await updateRun(transaction, run.id, { phase: 'FORWARD', status: 'RUNNING' })
  return 'GO_ON'
}

async function keepPrepared(
  driver: Driver,
  transaction: Queryable,
  run: Run,
  { prepared, plan }: { prepared: Prepared<unknown>; plan: Plan },
): Promise<Run> {
  const changes = {
    prepared: toKept(prepared),
    plan,
    planHash: plan.planHash,
    planExpiresAt: new Date(driver.clock.now().getTime() + driver.policy.planMs),
    customerId: prepared.customerId ?? null,
    businessUnitKey: prepared.businessUnitKey ?? null,
    subjectType: prepared.subject?.type ?? null,
    subjectId: prepared.subject?.id ?? null,
  }
  await updateRun(transaction, run.id, changes)
  return { ...run, ...changes }
}

function toKept({ amount, ...prepared }: Prepared<unknown>): KeptPrepared {
  return { ...prepared, amount: amount && keepMoney(amount) }
}

/** What the engine itself has against it: the world is another one than its starter saw. */
function staleness({ wantedPlanHash }: Run, plan: Plan): Problem[] {
  if (wantedPlanHash === null || wantedPlanHash === plan.planHash) return []
  const message = 'the world has changed since the plan was made'
  const suggestedFix = 'Look at the plan of this run; to retry is to go by it.'
  return [{ code: 'PLAN_STALE', message, path: [], suggestedFix }]
}
