import { refusal } from '../user-errors.ts'
import { type Decision, endRun, runToDecide, setGoing } from './decision.ts'

export interface ApproveInput {
  runId: string
  /** What the approver saw. */
  planHash: string
  comment?: string | null | undefined
}

/** Says yes to a run that waits for it; the run looks once more, and asks again where the world has changed meanwhile. */
export async function approveRun(decision: Decision, input: ApproveInput): Promise<{ runId: string }> {
  const { caller, now } = decision
  const run = await waitingRun(decision, input.runId)
  if (run.startedBy === caller.subject)
    throw refusal('FORBIDDEN', 'another person than the one who started the run must approve it', ['runId'])
  if (run.planHash !== input.planHash)
    throw refusal('PLAN_STALE', 'the run has another plan than the one that was seen', ['planHash'])
  const { planHash, comment } = input
  const approval = {
    by: caller.subject,
    at: now.toISOString(),
    planHash,
    ...(comment == null ? {} : { comment }),
  }
  await setGoing(decision, run, { phase: 'PREPARE', status: 'RUNNING', approval })
  return { runId: run.id }
}

/** Says no: the run is over, and has written nothing. */
export async function rejectRun(
  decision: Decision,
  { runId, reason }: { runId: string; reason: string },
): Promise<{ runId: string }> {
  const run = await waitingRun(decision, runId)
  const cancelled = { by: decision.caller.subject, at: decision.now.toISOString(), reason }
  await endRun(decision, run, { status: 'CANCELLED', cancelled })
  return { runId }
}

async function waitingRun(decision: Decision, runId: string) {
  const run = await runToDecide(decision, runId)
  if (run.status !== 'WAITING_APPROVAL')
    throw refusal('CONFLICT', `the run does not wait for approval: it is ${run.status}`, ['runId'])
  return run
}
