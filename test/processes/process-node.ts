import { openProcesses, type Processes, type ProcessesOptions } from '#processes/open-processes.ts'
import { DEFAULT_POLICY, type ProcessPolicy } from '#processes/policy.ts'
import type { ProcessTools } from '#processes/tools.ts'
import type { StartOptions } from '#processes/engine/start.ts'
import { decideOnce } from '#processes/decide/decide.ts'
import type { Decision } from '#processes/decide/decision.ts'
import { EXCEPTION_COLUMNS, type ExceptionRow } from '#processes/engine/exception-rows.ts'
import { Refused } from '#processes/user-errors.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { type Run, readRuns, readSteps } from '#processes/engine/run-rows.ts'
import { systemClock } from '#shared/clock.ts'
import type { Store } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createMadeUpProcess, type MadeUpInput } from './made-up-process.ts'
import { createScriptedVendor, type ScriptedVendor } from './scripted-vendor.ts'

/** Impatient: a test waits for no vendor. */
export const POLICY: ProcessPolicy = {
  ...DEFAULT_POLICY,
  attempts: 3,
  firstDelayMs: 1,
  longestDelayMs: 2,
}

/** Nothing of a company: the made-up process asks its vendor alone. */
const TOOLS = { crosswalk: { findIds: async () => [] } } as unknown as ProcessTools

type Take<Input, Answer> = (decision: Decision, input: Input & { idempotencyKey: string }) => Promise<Answer>

/** Who decides; somebody else than who starts. */
export const BOB: Caller = {
  subject: 'bob',
  clientId: 'desk',
  scopes: new Set(),
  customerIds: undefined,
  businessUnits: undefined,
}

/** The processes over a store, with the made-up one in them. */
export interface ProcessNode {
  processes: Processes
  vendor: ScriptedVendor
  /** Starts a run with a key of its own, or the one given. */
  start(input: MadeUpInput, options?: Partial<StartOptions>): Promise<string>
  run(id: string): Promise<Run>
  /** A run's steps, and what became of each. */
  steps(id: string): Promise<Record<string, string>>
  /** What is open about a run. */
  open(id: string): Promise<ExceptionRow[]>
  /** A person's decision; a key of its own. Throws what it was refused for. */
  decide<Input, Answer>(take: Take<Input, Answer>, input: Input, by?: Partial<Caller>): Promise<Answer>
  /** Resolves with the run as soon as it rests. */
  rested(id: string): Promise<Run>
}

export async function openProcessNode(
  store: Store,
  given: Partial<Pick<ProcessesOptions, 'announce' | 'policy'>> = {},
): Promise<ProcessNode> {
  const vendor = await createScriptedVendor(store)
  const processes = await openProcesses({
    store,
    processes: [createMadeUpProcess(vendor)],
    tools: TOOLS,
    policy: POLICY,
    ...given,
    clock: systemClock,
    logger: silentLogger,
  })
  let count = 0
  const readRun = async (id: string): Promise<Run> => {
    const [run] = await readRuns(store, [id])
    if (!run) throw new Error(`there is no run ${id}`)
    return run
  }
  return {
    processes,
    vendor,
    async start(input, options = {}) {
      count += 1
      const started = await processes.start('QUOTE_TO_CASH', input, {
        ...STARTER,
        idempotencyKey: `key-${count}`,
        ...options,
      })
      if ('userErrors' in started) throw new Error(started.userErrors.map(({ message }) => message).join())
      return started.answer.runId
    },
    run: readRun,
    async steps(id) {
      const rows = await readSteps(store, [await readRun(id)])
      return Object.fromEntries(rows.slice(1).map(({ key, status }) => [key, status]))
    },
    open: (id) =>
      store.query(
        `select ${EXCEPTION_COLUMNS} from processes.exceptions where run_id = $1 and closed_at is null order by matter`,
        [id],
      ),
    async decide(take, input, by = {}) {
      count += 1
      const wish = { idempotencyKey: `decision-${count}`, ...input }
      const asked = { caller: { ...BOB, ...by }, operation: take.name, input: wish, now: new Date() }
      const decided = await decideOnce(processes.engine, asked, take)
      if ('userErrors' in decided) throw new Refused(decided.userErrors)
      return decided.answer
    },
    async rested(id) {
      for (;;) {
        const run = await readRun(id)
        if (run.phase === 'REST') return run
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
  }
}

export const STARTER = {
  clientId: 'portal',
  startedBy: 'alice',
  correlationId: 'test',
  operation: 'startQuoteToCash',
} as const
