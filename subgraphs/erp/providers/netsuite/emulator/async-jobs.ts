import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { nonexistent, problem } from './problems.ts'
import type { Context, Job } from './state.ts'

export const JOB_PATH = '/services/rest/async/v1/job'
/** A job has one task: the request. */
const TASK = '1'

export const wantsAsync = (request: EmulatorRequest): boolean =>
  /\brespond-async\b/.test(String(request.headers.prefer ?? ''))

/**
 * Takes a request in: 202 and where to ask. A repeated idempotency key is refused with the place of the first job,
 * whatever became of that job and whatever the second request asks for.
 */
export function submit(
  request: EmulatorRequest,
  context: Context,
  run: () => EmulatorResponse,
): EmulatorResponse {
  const { jobs } = context.state
  const idempotencyKey = request.headers['x-netsuite-idempotency-key']?.toString()
  const first = [...jobs.values()].find((job) => idempotencyKey && job.idempotencyKey === idempotencyKey)
  if (first) return refuseRepetition(first, context)
  const id = String(jobs.size + 1)
  jobs.set(id, {
    id,
    idempotencyKey,
    run,
    startTime: undefined,
    endTime: undefined,
    result: undefined,
  })
  setImmediate(() => flush(context))
  return {
    status: 202,
    headers: { 'preference-applied': 'respond-async', location: `${context.baseUrl}${JOB_PATH}/${id}` },
  }
}

/** Runs what waits, oldest first, unless the account holds its jobs. */
export function flush(context: Context): void {
  const { jobs, preferences } = context.state
  if (preferences.holdAsyncJobs) return
  for (const job of jobs.values()) {
    if (job.result !== undefined) continue
    job.startTime = context.now().toISOString()
    job.result = job.run()
    job.endTime = context.now().toISOString()
  }
}

function refuseRepetition({ id }: Job, { baseUrl }: Context): EmulatorResponse {
  const refusal = problem(
    400,
    'IDEMPOTENCY_ERROR',
    'A request with the same idempotency key is already submitted. See the "Location" header for a link to the previously submitted job',
  )
  return {
    ...refusal,
    headers: {
      ...refusal.headers,
      'preference-applied': 'respond-async',
      location: `${baseUrl}${JOB_PATH}/${id}`,
    },
    body: { ...(refusal.body as object), title: 'Conflict' },
  }
}

/** `GET /async/v1/job/{id}` */
export function showJob(request: EmulatorRequest, context: Context): EmulatorResponse {
  const job = jobOf(request, context)
  const self = `${context.baseUrl}${JOB_PATH}/${job.id}`
  return {
    status: 200,
    body: {
      links: link(self),
      completed: job.result !== undefined,
      id: job.id,
      progress: progressOf(job),
      task: { links: link(`${self}/task`) },
    },
  }
}

/** `GET /async/v1/job/{id}/task` */
export function listTasks(request: EmulatorRequest, context: Context): EmulatorResponse {
  const job = jobOf(request, context)
  const self = `${context.baseUrl}${JOB_PATH}/${job.id}/task`
  return {
    status: 200,
    body: {
      links: link(self),
      items: [{ links: link(`${self}/${TASK}`), id: TASK }],
      count: 1,
      offset: 0,
      hasMore: false,
      totalResults: 1,
    },
  }
}

/** `GET /async/v1/job/{id}/task/{task}` */
export function showTask(request: EmulatorRequest, context: Context): EmulatorResponse {
  const job = taskOf(request, context)
  const self = `${context.baseUrl}${JOB_PATH}/${job.id}/task/${TASK}`
  return {
    status: 200,
    body: {
      links: link(self),
      id: TASK,
      completed: job.result !== undefined,
      progress: progressOf(job),
      startTime: job.startTime,
      endTime: job.endTime,
      result: { links: link(`${self}/result`) },
    },
  }
}

/** `GET /async/v1/job/{id}/task/{task}/result`: what the request would have been answered at once. */
export function showResult(request: EmulatorRequest, context: Context): EmulatorResponse {
  const { result } = taskOf(request, context)
  if (!result) throw nonexistent(request.path)
  return result
}

function jobOf(request: EmulatorRequest, { state }: Context): Job {
  const job = state.jobs.get(request.params.job ?? '')
  if (!job) throw nonexistent(request.path)
  return job
}

function taskOf(request: EmulatorRequest, context: Context): Job {
  if (request.params.task !== TASK) throw nonexistent(request.path)
  return jobOf(request, context)
}

function progressOf({ result }: Job): string {
  if (!result) return 'pending'
  return result.status < 400 ? 'succeeded' : 'failed'
}

const link = (href: string) => [{ rel: 'self', href }]
