import type { Clock } from '#shared/clock.ts'
import type { Queryable, Store } from '#shared/store/store.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { WeftError } from '#shared/errors.ts'
import type { ProcessPolicy } from '../policy.ts'
import type { AnyProcess, ProcessKind } from '../process.ts'
import type { ProcessTools } from '../tools.ts'
import { lockRun, type Run } from './run-rows.ts'
import type { KeepStart } from './starts.ts'
import type { Turns } from './turns.ts'

/** What every part of the processes has at hand. */
export interface Engine {
  store: Store
  turns: Turns
  processes: ReadonlyMap<ProcessKind, AnyProcess>
  tools: ProcessTools
  policy: ProcessPolicy
  clock: Clock
  logger: Logger
  keepStart: KeepStart
  /** Tells whoever follows runs of the new status of some, in the transaction that gives it: called last. */
  announce(transaction: Queryable, runs: readonly Run[]): Promise<void>
}

/** The engine at work on one node. */
export interface Driver extends Engine {
  node: string
  /** Aborted: no attempt begins any more, and what is in hand is handed on. */
  stopping: AbortSignal
  /** Aborted: attempts under way end. */
  ending: AbortSignal
}

/** Another node has taken the run over: what this one would write is void. */
export class Superseded extends Error {
  override readonly name = 'Superseded'
}

/** Whether a driver goes on with a run in this turn, or the turn is over. */
export type Progress = 'GO_ON' | 'OVER'

export function processOf({ processes }: Pick<Engine, 'processes'>, kind: ProcessKind): AnyProcess {
  const process = processes.get(kind)
  if (!process) throw new WeftError('NOT_CONFIGURED', `there is no process ${kind}`)
  return process
}

/** Half of an advisory lock's name; the other is the customer's. */
const CUSTOMER_LOCK = 7_301_021

/**
 * Writes to a run's journal, all or nothing, if it is still ours; throws Superseded otherwise. Runs of one customer write one
 * after the other, since they may wait for each other.
 */
export function writeJournal<T>(
  engine: Engine,
  { id, fence, customerId }: Pick<Run, 'id' | 'fence' | 'customerId'>,
  write: (transaction: Queryable, run: Run) => Promise<T>,
): Promise<T> {
  return engine.turns.transaction(async (transaction) => {
    if (customerId !== null) await lockCustomer(transaction, customerId)
    const run = await lockRun(transaction, id)
    if (run?.fence !== fence) throw new Superseded()
    const result = await write(transaction, run)
    await announceChange(engine, transaction, run)
    return result
  })
}

/** Runs of one customer may change each other's rows: whoever changes several of them holds this first. */
export async function lockCustomer(transaction: Queryable, customerId: string): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1, hashtext($2))', [CUSTOMER_LOCK, customerId])
}

/** Tells of a run's new status, where it has one. */
export async function announceChange(engine: Engine, transaction: Queryable, before: Run): Promise<void> {
  const after = await lockRun(transaction, before.id)
  if (after && after.status !== before.status) await engine.announce(transaction, [after])
}
