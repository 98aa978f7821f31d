import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { VerifyToken } from '../../../gateway/auth/verify-token.ts'
import type { SubgraphLocation } from '../../../gateway/execution/execution.ts'
import { createPlannedExecution, type PlannedExecution } from '../../../gateway/execution/planned.ts'
import { stripAuthorisationSdl } from '../../../gateway/execution/strip-directives.ts'
import { openGovernance } from '../../../gateway/open-governance.ts'
import { startGatewayServer } from '../../../gateway/server.ts'
import { openTemporaryStore } from '../../support/temporary-store.ts'
import { createSubgraphs, supergraphSdl } from '../world/supergraph.ts'
import type { Callers } from './callers.ts'

/** The first of the ways asks nobody who it is; each of the others does all that the one before does, and more. */
export const WAYS = ['nobody asked who', '+ identified', '+ authorised', '+ governed'] as const

/** The same engine behind the same front, with more and more of what stands in front of it. */
export interface Ways {
  urls: readonly string[]
  /** Prices, as all of the ways do. */
  engine: PlannedExecution
  /** Writes what was counted and audited since the last time: nothing does it by itself here. */
  flush(): Promise<void>
}

const NEVER_MS = 2 ** 31 - 1

/** Starts each way on a server of its own. */
export async function startWays(callers: Callers, stack: AsyncDisposableStack): Promise<Ways> {
  const locations = new Map<string, SubgraphLocation>(
    createSubgraphs().map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
  )
  const create = (sdl: string): PlannedExecution => {
    const execution = createPlannedExecution({ supergraphSdl: sdl, locations })
    stack.defer(() => execution.close())
    return execution
  }
  const { verify, access, tokens } = callers
  const { clientOf } = access
  const caller = await verify(`Bearer ${tokens[0]}`)
  const given: VerifyToken = async () => caller
  const { store } = stack.use(await openTemporaryStore())
  const common = { clock: systemClock, logger: silentLogger, clientOf }
  const governance = await openGovernance({
    ...{ ...common, store, auditRetentionDays: 400, flushEveryMs: NEVER_MS },
  })
  stack.defer(() => governance.close())
  const openSdl = stripAuthorisationSdl(supergraphSdl)
  const engine = create(openSdl)
  const ways = [
    [engine, given],
    [create(openSdl), verify],
    [create(supergraphSdl), verify],
    [governance.govern(create(supergraphSdl), supergraphSdl, 'graph'), verify],
  ] as const
  const urls: string[] = []
  for (const [execution, verifyToken] of ways) {
    const server = await startGatewayServer({
      ...{ ...common, host: '127.0.0.1', port: 0, execution, verifyToken },
      ...{ developmentIssuer: undefined, readiness: [], operationTimeoutMs: 10_000 },
    })
    stack.defer(() => server.close())
    urls.push(server.url)
  }
  return { urls, engine, flush: governance.flush }
}
