import { EXCEPTION_COLUMNS, type ExceptionRow } from '../engine/exception-rows.ts'
import { type Run, readSteps, type StepRow, updateStep } from '../engine/run-rows.ts'
import { refusal } from '../user-errors.ts'
import { maySeeOwned } from '../visibility.ts'
import { callOff } from './cancel.ts'
import { type Decision, endRun, renewPatience, runToDecide, setGoing } from './decision.ts'
import { mendInput } from './mend-input.ts'

/** One call may be about so many. */
const MOST_AT_ONCE = 100
const IS_OPEN: readonly ExceptionRow['state'][] = ['OPEN', 'ASSIGNED']

/** Lets what stopped be tried again: from where it stopped, or from the start where nothing is left of the last try. */
export async function retryExceptions(
  decision: Decision,
  { ids, patch }: { ids: readonly string[]; patch?: unknown },
): Promise<{ itemIds: readonly string[] }> {
  const items = await openItems(decision, ids)
  for (const item of items) {
    await changeState(decision, item, { state: 'RETRYING' })
    await goOn(decision, item, patch ?? undefined)
  }
  return { itemIds: ids }
}

/** A person has seen to it; `resolution` says how. What was not taken back counts as taken back by hand. */
export async function resolveException(
  decision: Decision,
  { id, resolution }: { id: string; resolution: string },
): Promise<{ itemIds: readonly string[] }> {
  const [item] = await openItems(decision, [id])
  if (!item) throw refusal('NOT_FOUND', 'there is no such exception', ['id'])
  await changeState(decision, item, { state: 'RESOLVED', resolution })
  const run = await runToDecide(decision, item.runId)
  if (item.matter === 'UNDO' && item.stepKey !== null && run.status === 'COMPENSATION_FAILED') {
    await updateStep(decision.transaction, run, { key: item.stepKey, status: 'COMPENSATED', isUnsure: false })
    await setGoing(decision, run, { phase: 'BACK', status: 'COMPENSATING' })
  } else if (run.status === 'HELD') await endHeld(decision, run, resolution)
  return { itemIds: [id] }
}

/** A run that nobody lets go on: before the pivot it is taken back, after it a person has done the rest. */
async function endHeld(decision: Decision, run: Run, resolution: string): Promise<void> {
  const steps = await readSteps(decision.transaction, [run])
  const process = decision.engine.processes.get(run.kind)
  const passed = process?.steps.some(
    ({ key, isPivot }) =>
      isPivot && steps.some((row) => row.key === key && (row.status === 'SUCCEEDED' || row.isUnsure)),
  )
  if (passed) return endRun(decision, run, { status: 'FAILED' })
  return callOff(decision, run, resolution)
}

async function openItems(
  { transaction, caller }: Decision,
  ids: readonly string[],
): Promise<readonly ExceptionRow[]> {
  if (ids.length === 0 || ids.length > MOST_AT_ONCE)
    throw refusal('INVALID', `ids must be 1 to ${MOST_AT_ONCE}`, ['ids'])
  const items = await transaction.query<ExceptionRow>(
    `select ${EXCEPTION_COLUMNS} from processes.exceptions where id = any($1) order by run_id for update`,
    [ids],
  )
  const visible = items.filter((item) => maySeeOwned(caller, item))
  const missing = ids.find((id) => !visible.some((item) => item.id === id))
  if (missing !== undefined)
    throw refusal('NOT_FOUND', `there is no exception ${missing.slice(0, 64)}`, ['ids'])
  const closed = visible.find(({ state }) => !IS_OPEN.includes(state))
  if (closed) throw refusal('CONFLICT', `exception ${closed.id} is ${closed.state}`, ['ids'])
  return visible
}

async function changeState(
  { transaction, caller }: Decision,
  { id }: ExceptionRow,
  { state, resolution }: { state: ExceptionRow['state']; resolution?: string },
): Promise<void> {
  await transaction.query(
    `update processes.exceptions set state = $2, resolution = $3,
       assignee = case when $2 = 'RETRYING' then $4 else coalesce(assignee, $4) end,
       closed_by = case when $2 = 'RESOLVED' then $4 end, closed_at = case when $2 = 'RESOLVED' then now() end
     where id = $1`,
    [id, state, resolution ?? null, caller.subject],
  )
}

async function goOn(decision: Decision, item: ExceptionRow, patch: unknown): Promise<void> {
  const run = await runToDecide(decision, item.runId)
  const steps = await readSteps(decision.transaction, [run])
  if (item.matter === 'UNDO') return tryAgain(decision, run, { steps, patch, phase: 'BACK' })
  const hasBegun = steps.some(({ place, attempts }) => place > 0 && attempts > 0)
  if (run.status === 'HELD' && hasBegun) return tryAgain(decision, run, { steps, patch, phase: 'FORWARD' })
  return startAgain(decision, run, patch)
}

/** Goes on from the step at which it stopped, with the facts that it had. */
async function tryAgain(
  decision: Decision,
  run: Run,
  { steps, patch, phase }: { steps: readonly StepRow[]; patch: unknown; phase: 'FORWARD' | 'BACK' },
): Promise<void> {
  if (run.status !== 'HELD' && run.status !== 'COMPENSATION_FAILED')
    throw refusal('CONFLICT', `the run does not wait for a person: it is ${run.status}`, ['ids'])
  if (patch !== undefined)
    throw refusal('CONFLICT', 'the run has written already: it goes on with what it began with', ['patch'])
  await renewPatience(decision, run, steps)
  await setGoing(decision, run, { phase, status: phase === 'BACK' ? 'COMPENSATING' : 'RUNNING' })
}

/** Nothing is left of the last try: the run begins anew, from its input as a person has mended it. */
async function startAgain(decision: Decision, run: Run, patch: unknown): Promise<void> {
  if (run.status === 'COMPENSATION_FAILED')
    throw refusal('CONFLICT', 'what the run did is not taken back yet: see to that exception of it first', [
      'ids',
    ])
  if (!['HELD', 'COMPENSATED', 'FAILED'].includes(run.status))
    throw refusal('CONFLICT', `the run cannot start again: it is ${run.status}`, ['ids'])
  await setGoing(decision, run, {
    phase: 'PREPARE',
    status: 'RUNNING',
    generation: run.generation + 1,
    ...mendInput(decision, run, patch),
    wantedPlanHash: null,
    approval: null,
    beganAt: decision.now,
  })
}
