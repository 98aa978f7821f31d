import { Stripe } from 'stripe'
import { type Run, type RunStatus, readRuns, readSteps } from '#processes/engine/run-rows.ts'
import { DEFAULT_POLICY } from '#processes/policy.ts'
import type { ProcessKind } from '#processes/process.ts'
import type { ProcessRules } from '#processes/rules.ts'
import type { TriggerName } from '#processes/triggers/trigger.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { type EventWorld, startEventWorld, writeServiceNow } from '../support/event-world.ts'
import { AGENT } from '../support/world.ts'

export const STAFF: Caller = {
  ...AGENT,
  scopes: new Set([...AGENT.scopes, 'case:write', 'process:read', 'process:write', 'ops:read']),
}

/** A world that is told of everything, whose processes are at work, and whose clock a test can move on. */
export interface TriggerWorld extends AsyncDisposable {
  events: EventWorld
  stripe: Stripe
  /** Weft's time goes on by so much. */
  pass(days: number): void
  /** The first run of a kind about a thing, as soon as there is one. */
  runOf(kind: ProcessKind, subjectId: string, moment?: string): Promise<Run>
  /** Resolves as soon as the run has this status and nobody has it in hand. */
  reaches(runId: string, status: RunStatus): Promise<Run>
  steps(runId: string): Promise<Record<string, string>>
  /** Rows of the ServiceNow instance. */
  rows(table: string, query: string): Promise<Record<string, string>[]>
  /** What Weft has written into the notes of a case, in any order. */
  notes(caseNativeId: string): Promise<string[]>
  /** Writes into the instance, as a person there would. */
  write(method: 'POST' | 'PATCH', path: string, fields: Record<string, string>): Promise<void>
  /** Leaves the runs to other nodes. */
  stopWorking(): Promise<void>
  /** The canonical id of a case. */
  caseId(caseNativeId: string): Promise<string>
}

const POLICY = { ...DEFAULT_POLICY, attempts: 4, firstDelayMs: 1, longestDelayMs: 5 }

export async function startTriggerWorld(
  names: readonly TriggerName[],
  { rules = {} }: { rules?: Partial<ProcessRules> } = {},
): Promise<TriggerWorld> {
  await using stack = new AsyncDisposableStack()
  let passedMs = 0
  const clock = { now: () => new Date(Date.now() + passedMs) }
  const options = { clock, processPolicy: POLICY, processRules: rules }
  const events = stack.use(await startEventWorld(STAFF, options))
  const { world } = events
  const { processes } = world.domains
  const { store, tools } = processes.engine
  const worker = await processes.startWorker({ concurrency: 10 })
  let stopped: Promise<void> | undefined
  const stopWorking = (): Promise<void> => (stopped ??= worker.close())
  stack.defer(stopWorking)
  const followed = await processes.followEvents({ log: world.domains.events.feed, names: new Set(names) })
  stack.defer(() => followed.close())
  const rows = (table: string, query: string) => readServiceNow(world.emulator('servicenow'), table, query)
  const reaches = async (runId: string, status: RunStatus): Promise<Run> =>
    until(async () => {
      const [run] = await readRuns(store, [runId])
      return run?.status === status && !run.isDriven ? run : undefined
    })
  const owned = stack.move()
  return {
    events,
    stripe: clientOf(world.emulator('stripe')),
    pass(days) {
      passedMs += days * 86_400_000
    },
    runOf: (kind, subjectId, moment) =>
      until(async () => {
        const found = await store.query<{ id: string }>(
          `select id from processes.runs where kind = $1 and subject_id = $2
             and ($3::text is null or input ->> 'moment' = $3) order by id limit 1`,
          [kind, subjectId, moment ?? null],
        )
        return (
          await readRuns(
            store,
            found.map(({ id }) => id),
          )
        )[0]
      }),
    reaches,
    async steps(runId) {
      const steps = await readSteps(store, await readRuns(store, [runId]))
      return Object.fromEntries(steps.slice(1).map(({ key, status }) => [key, status]))
    },
    rows,
    stopWorking,
    async write(method, path, fields) {
      await writeServiceNow(world.emulator('servicenow'), method, path, fields)
    },
    async notes(caseNativeId) {
      const written = await rows('u_weft_write', `u_case=${caseNativeId}`)
      return written.map((row) => row.u_work_note ?? '')
    },
    async caseId(nativeId) {
      const ref = { connectionId: 'support-servicenow', objectType: 'sn_customerservice_case', nativeId }
      const [id = ''] = await tools.crosswalk.ensureIds('Case', [ref])
      return id
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function until<Thing>(look: () => Promise<Thing | undefined>): Promise<Thing> {
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

type Address = { baseUrl: string; credentials: Readonly<Record<string, string>> }

function clientOf({ baseUrl, credentials }: Address): Stripe {
  const { hostname, port } = new URL(baseUrl)
  const address = { host: hostname, port: Number(port), protocol: 'http' as const }
  return new Stripe(credentials.apiKey ?? '', { ...address, maxNetworkRetries: 0, telemetry: false })
}

async function readServiceNow(
  { baseUrl, credentials }: Address,
  table: string,
  query: string,
): Promise<Record<string, string>[]> {
  const form = {
    grant_type: 'client_credentials',
    client_id: credentials.clientId ?? '',
    client_secret: credentials.clientSecret ?? '',
  }
  const granted = await fetch(`${baseUrl}/oauth_token.do`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  const { access_token } = (await granted.json()) as { access_token: string }
  const parameters = new URLSearchParams({ sysparm_query: query, sysparm_exclude_reference_link: 'true' })
  const answer = await fetch(`${baseUrl}/api/now/v2/table/${table}?${parameters}`, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  return ((await answer.json()) as { result: Record<string, string>[] }).result
}
