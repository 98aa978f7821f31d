import { createPublishedKeys } from '#gateway/auth/published-keys.ts'
import { TOKEN_ALGORITHMS } from '#gateway/auth/trusted-issuer.ts'
import { createTokenVerifier } from '#gateway/auth/verify-token.ts'
import { createAccess } from '#gateway/clients/access.ts'
import { type Client, type ClientBudgets, DEFAULT_BUDGETS } from '#gateway/clients/client.ts'
import { createClientRegistry } from '#gateway/clients/client-registry.ts'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import {
  createFeed,
  escalationGraph,
  type Feed,
} from '#gateway/execution/subscriptions/escalation-graph.test-support.ts'
import { startGatewayServer } from '#gateway/server.ts'
import { systemClock } from '#shared/clock.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { AUDIENCE, startIssuer, type TestIssuer } from './issuer.ts'

/** A gateway that trusts two issuers, in front of a graph that tells when it is asked. */
export interface GuardedGateway extends AsyncDisposable {
  url: string
  feed: Feed
  /** Issuers that are trusted, and one that is not. */
  issuers: Record<'own' | 'second' | 'stranger', TestIssuer>
  /** How many operations reached the execution. */
  operations(): number
  /** Everything that was logged. */
  logged(): string
  /** Ends a client's access, as a node that hears of it does. */
  revoke(clientId: string): void
}

const client = (id: string, issuer: string, budgets: Partial<ClientBudgets> = {}): Client => ({
  ...{ id, issuer, kind: 'STAFF', name: id, contact: undefined, scopes: new Set(['invoice:read']) },
  rows: { customerIds: undefined, businessUnits: undefined },
  budgets: { ...DEFAULT_BUDGETS.STAFF, ...budgets },
  documents: new Map(),
})

/** What a client of one user may have. */
const FEW: Partial<ClientBudgets> = {
  sockets: 2,
  subscriptions: 2,
  perUser: { sockets: 2, subscriptions: 1 },
}

export async function startGuardedGateway(): Promise<GuardedGateway> {
  await using stack = new AsyncDisposableStack()
  const issuers = {
    own: stack.use(await startIssuer()),
    second: stack.use(await startIssuer()),
    stranger: stack.use(await startIssuer()),
  }
  const lines: string[] = []
  const logger = createLogger('trace', { write: (line: string) => void lines.push(line) })
  const feed = createFeed()
  let operations = 0
  const planned = createPlannedExecution(escalationGraph(feed))
  stack.defer(() => planned.close())
  const counted = <Asked extends unknown[], Answer>(run: (...asked: Asked) => Answer) => {
    return (...asked: Asked): Answer => {
      operations += 1
      return run(...asked)
    }
  }
  const execution = {
    ...planned,
    execute: counted(planned.execute),
    executeInParts: counted(planned.executeInParts),
    subscribe: counted(planned.subscribe),
  }
  const trusted = [issuers.own, issuers.second].map(({ name, jwksUrl }) => {
    const { keys, version } = createPublishedKeys({ url: jwksUrl, clock: systemClock, logger })
    return { issuer: name, audience: AUDIENCE, algorithms: TOKEN_ALGORITHMS, keys, keysVersion: version }
  })
  const { own, second } = issuers
  const clients = [
    ...['app', 'doomed', 'deaf', 'revoked'].map((id) => client(id, own.name)),
    client('few', own.name, FEW),
    client('others', second.name),
  ]
  const registry = createClientRegistry(clients, [own.name, second.name])
  const revoked = new Set(['revoked'])
  const listeners: ((clientIds: readonly string[]) => void)[] = []
  const access = createAccess(registry, {
    has: (id) => revoked.has(id),
    onChange: (listener) => void listeners.push(listener),
  })
  const server = await startGatewayServer({
    ...{ host: '127.0.0.1', port: 0, execution, access, developmentIssuer: undefined, readiness: [] },
    corsOrigins: new Set(['https://portal.example']),
    verifyToken: createTokenVerifier(trusted, systemClock, access),
    ...{ operationTimeoutMs: 10_000, clock: systemClock, logger },
  })
  stack.defer(() => server.close())
  const owned = stack.move()
  return {
    url: `${server.url}/graphql`,
    feed,
    issuers,
    operations: () => operations,
    logged: () => lines.join(''),
    revoke(clientId) {
      revoked.add(clientId)
      for (const listener of listeners) listener([clientId])
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}
