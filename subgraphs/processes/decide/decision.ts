import type { Caller } from '#shared/subgraph/context.ts'
import type { Queryable } from '#shared/store/store.ts'
import type { Engine } from '../engine/engine.ts'
import { announceChange } from '../engine/engine.ts'
import { leavePlace } from '../engine/places.ts'
import {
  lockRun,
  type Phase,
  type Run,
  type RunStatus,
  type StepRow,
  updateRun,
  updateStep,
} from '../engine/run-rows.ts'
import { refusal } from '../user-errors.ts'
import { maySeeRun } from '../visibility.ts'

/** A person's decision about runs, in the transaction that remembers its key. */
export interface Decision {
  engine: Engine
  transaction: Queryable
  caller: Caller
  now: Date
}

/** A run that a decision is about, held until the decision is written down. Refused where there is none that the caller may see. */
export async function runToDecide({ transaction, caller }: Decision, runId: string): Promise<Run> {
  const run = await lockRun(transaction, runId)
  if (!run || !maySeeRun(caller, run)) throw refusal('NOT_FOUND', 'there is no such run', ['runId'])
  return run
}

/** A person has looked: what failed before counts no more. */
export async function renewPatience(
  { transaction }: Decision,
  run: Run,
  steps: readonly StepRow[],
): Promise<void> {
  for (const { key, failures } of steps)
    if (failures > 0) await updateStep(transaction, run, { key, failures: 0, failingSince: null })
}

/** The run goes on in a phase, on whichever worker is free. */
export async function setGoing(
  { engine, transaction }: Decision,
  run: Run,
  changes: Parameters<typeof updateRun>[2] & { phase: Phase; status: RunStatus },
): Promise<void> {
  await updateRun(transaction, run.id, { finishedAt: null, ...changes })
  await engine.turns.add(transaction, run.id)
  await announceChange(engine, transaction, run)
}

/** The run is over by a person's word. */
export async function endRun(
  { engine, transaction, now }: Decision,
  run: Run,
  changes: Parameters<typeof updateRun>[2] & { status: 'CANCELLED' | 'FAILED' },
): Promise<void> {
  await updateRun(transaction, run.id, { ...changes, phase: 'REST', finishedAt: now })
  await leavePlace(transaction, run, engine.turns)
  await announceChange(engine, transaction, run)
}
