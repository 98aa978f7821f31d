import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { startGatewayServer } from '../../../gateway/server.ts'
import { verifyToken } from '../world/tokens.ts'
import { announce } from './contestant.ts'
import { createWeftExecution } from './weft-execution.ts'

/** Weft's own execution behind the gateway's server, with Apollo Server's whole HTTP pipeline. */
const server = await startGatewayServer({
  host: '127.0.0.1',
  port: 0,
  execution: createWeftExecution(),
  verifyToken: async (authorization) => verifyToken(authorization),
  developmentIssuer: undefined,
  readiness: [],
  operationTimeoutMs: 30_000,
  clock: systemClock,
  logger: silentLogger,
})
announce(`${server.url}/graphql`)
