import { createGraphQLHandler } from '../../../gateway/execution/http/graphql-handler.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { verifyToken } from '../world/tokens.ts'
import { serve } from './contestant.ts'
import { createWeftExecution } from './weft-execution.ts'

/** Weft's own execution behind the engine's own HTTP path. */
const execution = createWeftExecution()

serve(
  createGraphQLHandler({
    withExecution: (use) => use(execution),
    identify: async ({ authorization }) => verifyToken(authorization),
    operationTimeoutMs: 30_000,
    clock: systemClock,
    logger: silentLogger,
  }),
)
