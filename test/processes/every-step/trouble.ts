import { setTimeout as delay } from 'node:timers/promises'
import { type Engine, Superseded } from '#processes/engine/engine.ts'
import { readRuns } from '#processes/engine/run-rows.ts'
import type { Step, StepContext } from '#processes/process.ts'
import type { Emulator, EmulatorRequest } from '#shared/emulator/emulator.ts'
import type { Fault } from '#shared/emulator/faults.ts'
import { wrapSteps } from '../../soak/processes/wrap-steps.ts'
import { VENDORS, type Vendor, type World } from '../../support/world.ts'

/**
 * What befalls every step that a run comes to, once. `away`: whoever is called in an attempt is out of order. `cut`, `too late`:
 * each write takes effect, and the connection breaks, or the step's time is over. `dead before`, `dead after`: its node is taken
 * for dead before or after what the step does, and another turn has the run.
 */
export type Trouble = 'away' | 'cut' | 'too late' | 'dead before' | 'dead after'

export interface Troubles {
  /** Of each step on the way forward, and of each one's taking back; one after the other. */
  run?: readonly Trouble[]
  compensate?: readonly Trouble[]
  /** A system says no once: to a step's first write, its second, …; 0: to all that its first attempt asks. */
  refuse?: { stepKey: string; write: number } | undefined
  /** Whoever is to take this step back is refused, always. */
  refuseUndo?: string
}

/** A call of a step, as its system got it. */
export interface StepCall {
  stepKey: string
  direction: Direction
  vendor: Vendor
  isWrite: boolean
}
type Direction = 'run' | 'compensate'

/** Stands between the steps of a world and its systems. */
export interface TroubleDesk {
  /** Called when a step has been done, before anything follows it. */
  onDone(listen: () => void): void
  /** From here on; what was before is over. */
  bring(troubles: Troubles): void
  /** Since then. */
  readonly calls: readonly StepCall[]
}

interface Attempt {
  stepKey: string
  direction: Direction
  trouble: Trouble | undefined
  writes: number
  isStruck: boolean
  isRefused: boolean
  /** Its time is over. */
  over: AbortController
}

/** For an engine whose worker has not started; one run at a time. */
export function openTroubleDesk({ domains, emulator }: World): TroubleDesk {
  const { engine } = domains.processes
  const attempts = new WeakMap<StepContext, Attempt>()
  let troubles: Troubles = {}
  let isRefusalOver = false
  let tellDone = (): void => {}
  let current: Attempt | undefined
  let calls: StepCall[] = []
  /** What is still to befall a step. */
  let ahead = new Map<string, Trouble[]>()
  let struck = new Set<string>()

  const aheadOf = ({ stepKey, direction }: Pick<Attempt, 'stepKey' | 'direction'>): Trouble[] => {
    const key = `${stepKey} ${direction}`
    const known = ahead.get(key) ?? [...(troubles[direction] ?? [])]
    ahead.set(key, known)
    return known
  }

  const begin = (stepKey: string, direction: Direction, context: StepContext): Attempt => {
    const known = attempts.get(context)
    if (known) return known
    const [trouble] = aheadOf({ stepKey, direction })
    const nothingYet = { writes: 0, isStruck: false, isRefused: false, over: new AbortController() }
    const begun = { stepKey, direction, trouble, ...nothingYet }
    attempts.set(context, begun)
    if (trouble === 'away' || trouble === 'dead before') aheadOf(begun).shift()
    return begun
  }

  /** `isAll`: the attempt is over with it; it may only ask whether it is time. */
  async function pass<T>(
    { attempt, isAll }: { attempt: Attempt; isAll: boolean },
    context: StepContext,
    act: (context: StepContext) => Promise<T>,
  ): Promise<T> {
    if (attempt.trouble === 'dead before') {
      await loseRun(engine, context.runId)
      throw new Superseded()
    }
    const signal = AbortSignal.any([context.call.signal, attempt.over.signal])
    current = attempt
    try {
      const outcome = await act({ ...context, call: { ...context.call, signal } })
      if (isAll && attempt.trouble !== 'away' && !attempt.isStruck) aheadOf(attempt).shift()
      if (isAll) tellDone()
      if (isAll && attempt.trouble === 'dead after') await loseRun(engine, context.runId)
      return outcome
    } finally {
      if (current === attempt) current = undefined
    }
  }

  wrapSteps(engine, (step): Step<unknown> => {
    const { key, run, waitUntil, compensate } = step
    return {
      ...step,
      run: (facts, context) =>
        pass({ attempt: begin(key, 'run', context), isAll: true }, context, (within) => run(facts, within)),
      ...(waitUntil && {
        waitUntil: (facts, context, now) =>
          pass({ attempt: begin(key, 'run', context), isAll: false }, context, (within) =>
            waitUntil(facts, within, now),
          ),
      }),
      ...(compensate && {
        compensate: (facts, outcome, context) =>
          pass({ attempt: begin(key, 'compensate', context), isAll: true }, context, (within) =>
            compensate(facts, outcome, within),
          ),
      }),
    }
  })

  const decide = (vendor: Vendor, request: EmulatorRequest): Answer | undefined => {
    const attempt = current
    if (!attempt || /token/.test(request.path)) return undefined
    const { stepKey, direction, trouble } = attempt
    const isWrite = !isRead(request)
    calls.push({ stepKey, direction, vendor, isWrite })
    if (isWrite) attempt.writes += 1
    const isRefused =
      direction === 'run' ? isToBeRefused(attempt) : troubles.refuseUndo === stepKey && isWrite
    if (isRefused) return 'refused'
    if (trouble === 'away') return 'away'
    if ((trouble !== 'cut' && trouble !== 'too late') || !isWrite || attempt.isStruck) return undefined
    const write = `${vendor} ${request.method} ${request.path} ${request.body}`
    if (struck.has(write)) return undefined
    struck.add(write)
    attempt.isStruck = true
    if (trouble === 'too late') void endWhenApplied(emulator(vendor), attempt)
    return trouble
  }

  const isToBeRefused = (attempt: Attempt): boolean => {
    const { refuse } = troubles
    if (attempt.isRefused) return refuse?.write === 0
    if (isRefusalOver || refuse?.stepKey !== attempt.stepKey || refuse.write !== attempt.writes) return false
    isRefusalOver = true
    attempt.isRefused = true
    return true
  }

  /** What a call meets is decided once, by the first of the faults that look at it. */
  const put = (vendor: Vendor): void => {
    const decided = new WeakMap<EmulatorRequest, Answer | 'none'>()
    const decideOnce = (request: EmulatorRequest): Answer | 'none' => {
      const answer = decided.get(request) ?? decide(vendor, request) ?? 'none'
      decided.set(request, answer)
      return answer
    }
    for (const [answer, faultFor] of Object.entries(ANSWERS))
      emulator(vendor).fail({ ...faultFor(vendor), when: (request) => decideOnce(request) === answer })
  }

  return {
    onDone(listen) {
      tellDone = listen
    },
    bring(given) {
      troubles = given
      isRefusalOver = false
      calls = []
      ahead = new Map()
      struck = new Set()
      for (const vendor of VENDORS) put(vendor)
    },
    get calls() {
      return calls
    },
  }
}

type Answer = 'refused' | 'away' | 'cut' | 'too late'

const ANSWERS: Readonly<Record<Answer, (vendor: Vendor) => Fault>> = {
  refused: (vendor) => ({ status: 400, body: REFUSALS[vendor] }),
  away: () => ({ status: 503, body: '' }),
  cut: () => ({ applied: true, reset: 'before-answer' }),
  'too late': () => ({ applied: true, status: 504, body: '', delayMs: 600_000 }),
}

/** No, as each vendor says it. */
const REFUSALS: Readonly<Record<Vendor, unknown>> = {
  salesforce: [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'not so', fields: [] }],
  stripe: { error: { type: 'invalid_request_error', code: 'parameter_invalid_empty', message: 'not so' } },
  servicenow: { error: { message: 'Operation Failed', detail: 'not so' }, status: 'failure' },
  netsuite: {
    title: 'Bad Request',
    status: 400,
    'o:errorDetails': [{ detail: 'not so', 'o:errorCode': 'USER_ERROR' }],
  },
}

/** Reads that are sent as POST: SuiteQL, a preview, batches of reads. */
function isRead({ method, path, body }: EmulatorRequest): boolean {
  if (method === 'GET') return true
  if (path.endsWith('/composite')) return !/"method":"(POST|PATCH|PUT|DELETE)"/.test(body.toString())
  return /\/(suiteql|create_preview|batch)$/.test(path)
}

/** The step's time is over while its system has done what it was asked, and has not said so. */
async function endWhenApplied(emulator: Emulator, { over }: Attempt): Promise<void> {
  const before = emulator.calls().length
  while (emulator.calls().length === before) await delay(1)
  over.abort(new DOMException('the time of the step is over', 'TimeoutError'))
}

/** Another turn takes the run, as when its node was taken for dead. */
async function loseRun({ store, turns }: Engine, runId: string): Promise<void> {
  const readFence = async () => (await readRuns(store, [runId]))[0]?.fence
  const before = await readFence()
  await turns.transaction((transaction) => turns.add(transaction, runId))
  while ((await readFence()) === before) await delay(2)
}
