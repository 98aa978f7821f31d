import type { Store } from '#shared/store/store.ts'
import { NODE_LOCK } from './node-session.ts'
import { APPLICATION, ENGINE_VERSION, toTurnId, TURN_QUEUE, type Turns } from './turns.ts'

/** Of a turn that is not over. */
type TurnStatus = 'DELAYED' | 'ENQUEUED' | 'PENDING'

/** What the queue's library lends for it. */
export interface TurnKeeper {
  listWorkflows(filter: {
    /** Undefined: whoever has them. */
    executorId?: string
    workflowIDs?: string[]
    applicationVersion?: string
    applicationName: string
    status: TurnStatus | TurnStatus[]
    loadInput: false
    loadOutput: false
  }): Promise<{ workflowID: string; executorId?: string }[]>
  resumeWorkflows(ids: string[], options: { queueName: string }): Promise<unknown>
}

/** Who takes over, and by what. */
export interface Successor {
  store: Store
  turns: Turns
  keeper: TurnKeeper
  ownId: string
}

/**
 * Gives the runs of nodes that are gone to whoever is there; answers how many turns that are. A node is gone when its lock is free.
 * Should it live after all, it finds that its runs are no longer its own.
 */
export async function takeOver(successor: Successor): Promise<number> {
  const { store, keeper, ownId } = successor
  const nodes = await store.query<{ id: string; number: number }>(
    'select id, number from processes.nodes where id <> $1',
    [ownId],
  )
  let taken = 0
  for (const { id, number } of nodes) {
    taken += await store.transaction(async (transaction) => {
      const [lock] = await transaction.query<{ free: boolean }>(
        'select pg_try_advisory_xact_lock($1, $2) as free',
        [NODE_LOCK, number],
      )
      if (!lock?.free) return 0
      const turns = await keeper.listWorkflows({ executorId: id, ...IN_HAND })
      await resume(keeper, turns)
      await transaction.query('delete from processes.nodes where id = $1', [id])
      return turns.length
    })
  }
  return taken + (await takeStray(successor)) + (await takeLost(successor))
}

const OURS = { applicationName: APPLICATION, loadInput: false, loadOutput: false } as const
const IN_HAND = { ...OURS, applicationVersion: ENGINE_VERSION, status: 'PENDING' } as const
/** A turn that another version takes is to come as well. */
const TO_COME = { ...OURS, status: ['DELAYED', 'ENQUEUED', 'PENDING'] satisfies TurnStatus[] }

async function resume(keeper: TurnKeeper, turns: readonly { workflowID: string }[]): Promise<void> {
  const ids = turns.map(({ workflowID }) => workflowID)
  if (ids.length > 0) await keeper.resumeWorkflows(ids, { queueName: TURN_QUEUE })
}

/**
 * Turns of nodes that nobody knows: one that was taken for dead goes on to take turns until it is known again, and may die before.
 * The turns are read first: whoever has one of them was known by then.
 */
async function takeStray({ store, keeper, ownId }: Successor): Promise<number> {
  const turns = await keeper.listWorkflows(IN_HAND)
  if (turns.length === 0) return 0
  const nodes = await store.query<{ id: string }>('select id from processes.nodes')
  const known = new Set([ownId, ...nodes.map(({ id }) => id)])
  const stray = turns.filter(({ executorId }) => executorId !== undefined && !known.has(executorId))
  await resume(keeper, stray)
  return stray.length
}

/**
 * A new turn for each run that by the journal is in the hands of a node that nobody knows, and of whose turn the queue says that it
 * is over: the journal's word counts.
 */
async function takeLost({ store, turns, keeper, ownId }: Successor): Promise<number> {
  const runs = await store.query<Driven>(
    `select id, turn, node from processes.runs where is_driven and node <> $1 and phase <> 'REST'
       and not exists (select from processes.nodes where nodes.id = runs.node)`,
    [ownId],
  )
  if (runs.length === 0) return 0
  const queued = await keeper.listWorkflows({ ...TO_COME, workflowIDs: runs.map(turnIdOf) })
  const ids = new Set(queued.map(({ workflowID }) => workflowID))
  let taken = 0
  for (const run of runs.filter((each) => !ids.has(turnIdOf(each))))
    if (await giveTurn(turns, run)) taken += 1
  return taken
}

interface Driven {
  id: string
  turn: number
  node: string
}

const turnIdOf = ({ id, turn }: Driven): string => toTurnId(id, turn)

/** Unless somebody has it by now. */
function giveTurn(turns: Turns, { id, turn, node }: Driven): Promise<boolean> {
  return turns.transaction(async (transaction) => {
    const [left] = await transaction.query(
      `update processes.runs set is_driven = false where id = $1 and turn = $2 and node = $3 and is_driven returning 1`,
      [id, turn, node],
    )
    if (left) await turns.add(transaction, id)
    return left !== undefined
  })
}
