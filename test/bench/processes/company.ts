import { readFileSync } from 'node:fs'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import { SUPERGRAPH_FILE } from '#gateway/supergraph-file.ts'
import { systemClock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createDemoConfiguration } from '../../../subgraphs/demo-configuration.ts'
import { type Domains, startDomains } from '../../../subgraphs/start-domains.ts'
import { nextMessage, startChild } from '../../soak/processes/child.ts'
import type { FromSystems } from '../../soak/processes/systems.ts'
import { openTemporaryStore } from '../../support/temporary-store.ts'

/** One gateway with its domains, on a database and emulators of its own, the emulators in another process. */
export interface Company extends AsyncDisposable {
  domains: Domains
  /** Runs an operation as whoever may start processes; throws where it is refused. */
  ask(query: string, variables: Record<string, unknown>): Promise<unknown>
}

const SELLER: Caller = {
  subject: 'bench',
  clientId: 'bench',
  scopes: new Set(['process:read', 'process:write']),
  customerIds: undefined,
  businessUnits: undefined,
}

/** `customers`: how many there are with one won deal each, as `listDeals` names them. */
export async function startCompany(customers: number): Promise<Company> {
  await using stack = new AsyncDisposableStack()
  const { store } = stack.use(await openTemporaryStore())
  const systems = startChild('systems.ts', { parameters: [JSON.stringify({ customers, each: 1 })] })
  stack.defer(async () => void systems.kill())
  const first = await nextMessage<FromSystems>(systems)
  if (!('addresses' in first)) throw new Error('the systems did not start')
  const domains = await startDomains({
    databaseUrl: store.databaseUrl,
    dataDirectory: '',
    connectionsFile: undefined,
    configuration: createDemoConfiguration(first.addresses),
    environment: {},
    projectionSeconds: 0,
    clock: systemClock,
    logger: silentLogger,
  })
  stack.defer(() => domains.close())
  await domains.discovery.start()
  const locations = new Map(
    [...domains.subgraphs].map(([name, subgraph]) => [name, { kind: 'local' as const, subgraph }]),
  )
  const execution = createPlannedExecution({
    supergraphSdl: readFileSync(SUPERGRAPH_FILE, 'utf8'),
    locations,
  })
  stack.defer(() => execution.close())
  const owned = stack.move()
  return {
    domains,
    async ask(query, variables) {
      const request = {
        caller: SELLER,
        correlationId: 'bench',
        signal: AbortSignal.timeout(60_000),
        logger: silentLogger,
        receivedAt: new Date(),
      }
      const answer = await execution.execute({ query, variables }, request)
      const { data, errors } = JSON.parse(JSON.stringify(answer)) as { data: unknown; errors?: unknown }
      if (errors) throw new Error(JSON.stringify(errors))
      return data
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
