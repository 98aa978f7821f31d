import { randomInt, randomUUID } from 'node:crypto'
import type { DBOSConfig } from '@dbos-inc/dbos-sdk'
import type { Logger } from '#shared/telemetry/logger.ts'
import { drive } from './drive.ts'
import type { Driver, Engine } from './engine.ts'
import { every } from './every.ts'
import { openNodeSession } from './node-session.ts'
import { removeOldRuns, removeOldTurns } from './retention.ts'
import { takeOver } from './take-over.ts'
import { wakeDue } from './wake.ts'
import { alone, APPLICATION, ENGINE_VERSION, TURN_QUEUE, TURN_WORKFLOW } from './turns.ts'

export interface WorkerOptions {
  /** How many runs this node has in hand at once. */
  concurrency: number
}

/** A node that drives runs. The queue's library knows one for each process of the operating system. */
export interface Worker {
  readonly node: string
  /** Hands its runs on and ends. */
  close(): Promise<void>
}

/** Aimed at: a start is taken up at once. The library's default is a second. */
const POLL_MS = 50
const LOOK_FOR_DEAD_NODES_MS = 1_000
const LOOK_FOR_DUE_MS = 1_000
const CLEAN_EVERY_MS = 3_600_000
/** A node that stops lets attempts under way end so long. */
const DRAIN_MS = 5_000

/** Starts to drive runs, first those that dead nodes have left. */
export async function startWorker(engine: Engine, { concurrency }: WorkerOptions): Promise<Worker> {
  const { DBOS } = await import('@dbos-inc/dbos-sdk')
  const { store, logger, policy, clock } = engine
  const node = { id: randomUUID(), number: randomInt(1, 2 ** 31 - 1) }
  const stopping = new AbortController()
  const ending = new AbortController()
  const driver: Driver = { ...engine, node: node.id, stopping: stopping.signal, ending: ending.signal }
  await using stack = new AsyncDisposableStack()
  const session = await openNodeSession({ store, logger }, node)
  stack.defer(() => session.close())
  DBOS.setConfig(toConfig(store.databaseUrl, node.id, logger))
  DBOS.registerWorkflow((runId: string, turn: number) => drive(driver, runId, turn), { name: TURN_WORKFLOW })
  await alone(store, () => DBOS.launch())
  await DBOS.registerQueue(TURN_QUEUE, {
    workerConcurrency: concurrency,
    minPollingIntervalMs: POLL_MS,
    onConflict: 'always_update',
  })
  const ends = [
    every(LOOK_FOR_DEAD_NODES_MS, logger, async () => {
      const taken = await takeOver({ store, turns: engine.turns, keeper: DBOS, ownId: node.id })
      if (taken > 0) logger.warn({ turns: taken }, 'runs of a node that is gone go on here')
    }),
    every(LOOK_FOR_DUE_MS, logger, () => wakeDue(engine)),
    every(CLEAN_EVERY_MS, logger, async () => {
      await removeOldRuns(store, policy.keptDays)
      await removeOldTurns(DBOS, TURN_WORKFLOW, clock.now())
    }),
  ]
  const owned = stack.move()
  return {
    node: node.id,
    async close() {
      stopping.abort()
      await Promise.all(ends.map((end) => end()))
      const forced = setTimeout(() => ending.abort(), DRAIN_MS)
      await DBOS.shutdown({ workflowCompletionTimeoutMS: DRAIN_MS, deregister: true })
      clearTimeout(forced)
      ending.abort()
      await owned.disposeAsync()
    },
  }
}

function toConfig(databaseUrl: string, executorID: string, logger: Logger): DBOSConfig {
  return {
    name: APPLICATION,
    systemDatabaseUrl: databaseUrl,
    systemDatabasePoolSize: 6,
    systemDatabaseIdleTransactionTimeoutMs: 0,
    executorID,
    applicationVersion: ENGINE_VERSION,
    listenQueues: [TURN_QUEUE],
    useListenNotify: false,
    logger: {
      debug: () => {},
      info: (entry) => logger.debug({ queue: String(entry) }, 'the queue of turns'),
      warn: (entry) => logger.warn({ queue: String(entry) }, 'the queue of turns'),
      error: (entry) => logger.error({ queue: String(entry) }, 'the queue of turns'),
    },
  }
}
