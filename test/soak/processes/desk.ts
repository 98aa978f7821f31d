import { readFileSync } from 'node:fs'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import { SUPERGRAPH_FILE } from '#gateway/supergraph-file.ts'
import { systemClock } from '#shared/clock.ts'
import type { Configuration } from '#shared/connections/configuration.ts'
import type { Store } from '#shared/store/store.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startDomains } from '../../../subgraphs/start-domains.ts'
import { POLICY } from './policy.ts'

/** Where people decide and look: a gateway's graph that runs nothing itself, and lives through it all. */
export interface Desk extends AsyncDisposable {
  store: Store
  cancel(runId: string): Promise<void>
  /** Tries every run again that is held; answers how many there were. */
  retryAll(): Promise<number>
  /** What the graph says of a run. */
  told(runId: string): Promise<{ status: string; records: string[] }>
}

const OPERATOR: Caller = {
  subject: 'operator',
  clientId: 'soak',
  scopes: new Set(['process:read', 'process:write', 'process:approve', 'ops:read', 'ops:write']),
  customerIds: undefined,
  businessUnits: undefined,
}

export async function openDesk(configuration: Configuration, databaseUrl: string): Promise<Desk> {
  await using stack = new AsyncDisposableStack()
  const domains = await startDomains({
    databaseUrl,
    dataDirectory: '',
    connectionsFile: undefined,
    configuration,
    environment: {},
    processPolicy: POLICY,
    projectionSeconds: 0,
    clock: systemClock,
    logger: silentLogger,
  })
  stack.defer(() => domains.close())
  await domains.discovery.start()
  const { store } = domains
  const locations = new Map(
    [...domains.subgraphs].map(([name, subgraph]) => [name, { kind: 'local' as const, subgraph }]),
  )
  const execution = createPlannedExecution({
    supergraphSdl: readFileSync(SUPERGRAPH_FILE, 'utf8'),
    locations,
  })
  stack.defer(() => execution.close())
  const ask = async <Data>(query: string, variables: Record<string, unknown>): Promise<Data> => {
    const request = {
      caller: OPERATOR,
      correlationId: 'desk',
      signal: AbortSignal.timeout(30_000),
      logger: silentLogger,
      receivedAt: new Date(),
    }
    const answer = await execution.execute({ query, variables }, request)
    const { data, errors } = JSON.parse(JSON.stringify(answer)) as { data: Data; errors?: unknown[] }
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
  const owned = stack.move()
  let decisions = 0
  return {
    store,
    async cancel(runId) {
      await ask(CANCEL, { input: { idempotencyKey: `cancel-${runId}`, runId } })
    },
    async retryAll() {
      const open = await store.query<{ id: string }>(
        `select id from processes.exceptions where closed_at is null
           and run_id in (select id from processes.runs where status in ('HELD', 'COMPENSATION_FAILED'))`,
      )
      for (const { id } of open)
        await ask(RETRY, { input: { idempotencyKey: `retry-${decisions++}`, ids: [id] } })
      return open.length
    },
    async told(runId) {
      const { processRun } = await ask<{ processRun: ToldRun }>(TOLD, { id: runId })
      const records = processRun.steps.flatMap(({ record }) => (record ? [record.externalId] : []))
      return { status: processRun.status, records }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

interface ToldRun {
  status: string
  steps: { record: { externalId: string } | null }[]
}

const CANCEL =
  'mutation ($input: ProcessRunRefInput!) { processRunCancel(input: $input) { userErrors { code } } }'
const RETRY =
  'mutation ($input: ExceptionRetryInput!) { exceptionRetry(input: $input) { userErrors { code } } }'
const TOLD = 'query ($id: ID!) { processRun(id: $id) { status steps { record { externalId } } } }'
