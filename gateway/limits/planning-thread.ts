import { Worker } from 'node:worker_threads'

/** What the thread is asked: everything as text, which needs no copy of a tree. */
export interface PlanTask {
  query: string
  operationName: string | undefined
  overrides: readonly (readonly [string, boolean])[]
}

/** What the thread says: when it begins, and how it ended. `plan` is JSON. */
export type PlanMessage = 'begun' | { plan: string } | { failure: string }

/** Planning passed the deadline, or needed more memory than the thread has. The thread has ended. */
export class PlanningAbandoned extends Error {
  override readonly name = 'PlanningAbandoned'
}

export interface PlanningThreadOptions {
  /** As the planner is to see it: without directives that it refuses to load. */
  supergraphSdl: string
  /**
   * The longest that one operation may be planned, in milliseconds of the thread's own CPU time: on a busy machine an
   * honest operation takes longer, but not more. Starting the thread does not count.
   */
  deadlineMs: number
  maxHeapMb: number
}

/** A thread that plans one operation at a time. */
export interface PlanningThread {
  /** The plan as JSON. Rejects with PlanningAbandoned, or with what went wrong; the thread has ended then. */
  run(task: PlanTask): Promise<string>
  end(): Promise<void>
}

const THREAD_FILE = new URL('./plan-in-thread.ts', import.meta.url)

/** Starts a thread: about 0.3 s until it can plan. It keeps the process alive only while it plans. */
export function startPlanningThread(options: PlanningThreadOptions): PlanningThread {
  const worker = new Worker(THREAD_FILE, {
    workerData: { supergraphSdl: options.supergraphSdl },
    resourceLimits: { maxOldGenerationSizeMb: options.maxHeapMb },
  })
  worker.unref()
  return {
    async run(task) {
      worker.ref()
      try {
        return await runOn(worker, task, options.deadlineMs)
      } finally {
        worker.unref()
      }
    },
    async end() {
      await worker.terminate()
    },
  }
}

function runOn(worker: Worker, task: PlanTask, deadlineMs: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let stopWatching = (): void => {}
  const abandon = (): void => {
    reject(new PlanningAbandoned('planning passed its deadline'))
    void worker.terminate()
  }
  const listen = (message: PlanMessage): void => {
    if (message === 'begun') stopWatching = watchCpuTime(worker, deadlineMs, abandon)
    else if ('plan' in message) resolve(message.plan)
    else reject(new Error(message.failure))
  }
  const fail = (cause: NodeJS.ErrnoException): void => reject(isOutOfMemory(cause) ? outOfMemory() : cause)
  worker.on('message', listen)
  worker.on('error', fail)
  worker.postMessage(task)
  return promise.finally(() => {
    stopWatching()
    worker.off('message', listen)
    worker.off('error', fail)
  })
}

/** Calls `spent` when a thread has used so much CPU time from now on, and answers how to stop watching it. */
function watchCpuTime(worker: Worker, allowedMs: number, spent: () => void): () => void {
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  const look = async (before: NodeJS.CpuUsage): Promise<void> => {
    const { user, system } = await worker.cpuUsage(before)
    if (isOver) return
    const leftMs = allowedMs - (user + system) / 1000
    if (leftMs > 0) timer = setTimeout(lookAgain, leftMs, before)
    else spent()
  }
  // A thread that has ended tells so itself, by its own event.
  const lookAgain = (before: NodeJS.CpuUsage): void => void look(before).catch(() => {})
  worker.cpuUsage().then(lookAgain, () => {})
  return () => {
    isOver = true
    clearTimeout(timer)
  }
}

const isOutOfMemory = ({ code }: NodeJS.ErrnoException): boolean => code === 'ERR_WORKER_OUT_OF_MEMORY'

const outOfMemory = (): PlanningAbandoned => new PlanningAbandoned('planning needed too much memory')
