import { systemClock } from '#shared/clock.ts'
import { openStore } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { openEventLog } from '#events/event-log.ts'
import type { SubgraphLocation } from '../../../gateway/execution/execution.ts'
import { createPlannedExecution } from '../../../gateway/execution/planned.ts'
import { startGatewayServer } from '../../../gateway/server.ts'
import { createTableVendor } from '../../events/table-vendor.ts'
import { createSubgraphs, supergraphSdl } from '../world/supergraph.ts'
import { verifyToken } from '../world/tokens.ts'
import { announceWithMemory } from './memory.ts'
import { customers, identity } from './identity.ts'

/** Weft's gateway with its event log over PostgreSQL, and the bench's records behind the other subgraphs. */
const store = await openStore({ databaseUrl: process.argv[2], directory: '', logger: silentLogger })
const log = await openEventLog({
  store,
  customers,
  crosswalk: identity,
  sources: [createTableVendor(store)],
  connections: new Map(),
  findOwnRequests: async () => new Map(),
  intervals: { pollMs: 3_600_000, sweepMs: 3_600_000 },
  clock: systemClock,
  logger: silentLogger,
})
const locations = new Map<string, SubgraphLocation>(
  [...createSubgraphs(), log.subgraph].map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
)
const server = await startGatewayServer({
  host: '127.0.0.1',
  port: 0,
  execution: createPlannedExecution({ supergraphSdl, locations }),
  webhooks: log.inbox,
  verifyToken: async (authorization) => verifyToken(authorization),
  developmentIssuer: undefined,
  readiness: [],
  operationTimeoutMs: 30_000,
  clock: systemClock,
  logger: silentLogger,
})
log.start()
announceWithMemory(server.url)
