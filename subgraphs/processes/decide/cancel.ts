import { processOf } from '../engine/engine.ts'
import { closeExceptions } from '../engine/exception-rows.ts'
import { type Run, readSteps, type StepRow, updateRun } from '../engine/run-rows.ts'
import { refusal } from '../user-errors.ts'
import { type Decision, endRun, renewPatience, runToDecide, setGoing } from './decision.ts'

/** Calls a run off. What it has done is taken back; after the pivot it is refused. */
export async function cancelRun(
  decision: Decision,
  { runId, reason }: { runId: string; reason?: string },
): Promise<{ runId: string }> {
  const run = await runToDecide(decision, runId)
  await callOff(decision, run, reason)
  return { runId }
}

const CAN_BE_CALLED_OFF: readonly Run['status'][] = [
  'PLANNED',
  'RUNNING',
  'WAITING_APPROVAL',
  'WAITING_EXTERNAL',
  'HELD',
]

/** Refused where the run is over, goes back already, or has passed its pivot, or may have. */
export async function callOff(decision: Decision, run: Run, reason?: string): Promise<void> {
  const { transaction, caller, now } = decision
  if (!CAN_BE_CALLED_OFF.includes(run.status))
    throw refusal('CONFLICT', `the run cannot be called off: it is ${run.status}`, ['runId'])
  const steps = (await readSteps(transaction, [run])).filter(({ place }) => place > 0)
  if (hasPassedPivot(decision, run, steps))
    throw refusal('CONFLICT', 'the run is past the point up to which it can be taken back', ['runId'])
  const cancelled = { by: caller.subject, at: now.toISOString(), ...(reason === undefined ? {} : { reason }) }
  const hasBegun = steps.some(({ attempts }) => attempts > 0)
  if (!hasBegun && run.phase === 'REST') {
    await closeExceptions(transaction, run.id, { state: 'DISCARDED', by: caller.subject })
    return endRun(decision, run, { status: 'CANCELLED', cancelled })
  }
  // Whoever has it in hand sees it before the next write.
  if (run.isDriven) return updateRun(transaction, run.id, { cancelled })
  await renewPatience(decision, run, steps)
  const phase = run.phase === 'REST' ? 'FORWARD' : run.phase
  await setGoing(decision, run, { cancelled, phase, status: 'RUNNING' })
}

function hasPassedPivot({ engine }: Decision, run: Run, steps: readonly StepRow[]): boolean {
  const pivots = processOf(engine, run.kind).steps.filter(({ isPivot }) => isPivot)
  return steps.some(
    ({ key, status, isUnsure }) =>
      pivots.some((pivot) => pivot.key === key) && (status === 'SUCCEEDED' || isUnsure),
  )
}
