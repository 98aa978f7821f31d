import type { QueryPlan } from '@apollo/query-planner'
import { print } from 'graphql'
import { WeftError } from '#shared/errors.ts'
import { type Clock, systemClock } from '#shared/clock.ts'
import type { Planner } from './planner.ts'
import {
  PlanningAbandoned,
  type PlanningThread,
  type PlanningThreadOptions,
  type PlanTask,
  startPlanningThread,
} from './planning-thread.ts'

export interface PlanWorkerOptions extends Partial<PlanningThreadOptions> {
  supergraphSdl: string
  /** Operations that may be planned or wait for it; more are refused at once. */
  maxWaiting?: number
  /** How long an operation that was given up is refused without another try: the machine may only have been busy. */
  refuseForMs?: number
  clock?: Clock
  /** How a thread is started. */
  startThread?: (options: PlanningThreadOptions) => PlanningThread
}

/** A planner on a thread of its own. */
export interface PlanWorker extends Planner {
  plan(...operation: Parameters<Planner['plan']>): Promise<QueryPlan>
  close(): Promise<void>
}

/** Operations that are known to be too much; the oldest is forgotten. */
const MAX_REMEMBERED = 500

/**
 * Creates a planner on a thread of its own, started when it is first needed. Operations take turns; one that is asked for
 * twice at a time is planned once. What passes the deadline or the heap is refused with LIMIT_EXCEEDED and the thread
 * ends; what comes after it gets a new one; the same operation again is, for a while, refused without one.
 */
export function createPlanWorker(options: PlanWorkerOptions): PlanWorker {
  const { maxWaiting = 50, startThread = startPlanningThread } = options
  const settings = { deadlineMs: 500, maxHeapMb: 512, refuseForMs: 60_000, clock: systemClock, ...options }
  const planning = new Map<string, Promise<QueryPlan>>()
  const refusedUntil = new Map<string, number>()
  const now = (): number => settings.clock.now().getTime()
  let thread: PlanningThread | undefined
  let lastTurn: Promise<unknown> = Promise.resolve()

  const run = async (key: string, task: PlanTask): Promise<QueryPlan> => {
    thread ??= startThread(settings)
    try {
      return JSON.parse(await thread.run(task)) as QueryPlan
    } catch (cause) {
      const ended = thread
      thread = undefined
      await ended.end()
      if (!(cause instanceof PlanningAbandoned)) throw cause
      remember(refusedUntil, key, now() + settings.refuseForMs)
      throw tooLong(settings.deadlineMs, cause)
    }
  }

  const takeTurn = (key: string, task: PlanTask): Promise<QueryPlan> => {
    const turn = lastTurn.then(() => run(key, task)).finally(() => planning.delete(key))
    lastTurn = turn.catch(() => {})
    planning.set(key, turn)
    return turn
  }

  return {
    async plan(document, operationName, overrides = new Map()) {
      const task: PlanTask = { query: print(document), operationName, overrides: [...overrides] }
      const key = JSON.stringify(task)
      if ((refusedUntil.get(key) ?? 0) > now()) throw tooLong(settings.deadlineMs)
      const known = planning.get(key)
      if (known) return known
      if (planning.size >= maxWaiting) throw tooBusy()
      return takeTurn(key, task)
    },
    close: async () => thread?.end(),
  }
}

function remember(untils: Map<string, number>, key: string, until: number): void {
  untils.delete(key)
  untils.set(key, until)
  const [oldest] = untils.keys()
  if (untils.size > MAX_REMEMBERED && oldest !== undefined) untils.delete(oldest)
}

const tooLong = (deadlineMs: number, cause?: Error): WeftError =>
  new WeftError(
    'LIMIT_EXCEEDED',
    'The operation takes too long to plan.',
    { limit: 'planningMs', allowed: deadlineMs },
    cause,
  )

const tooBusy = (): WeftError =>
  new WeftError('RATE_LIMITED', 'Too many new operations are being planned.', {
    system: 'gateway',
    retryAfterSeconds: 1,
  })
