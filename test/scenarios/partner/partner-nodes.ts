import { readFileSync } from 'node:fs'
import {
  type DevelopmentIssuer,
  openDevelopmentIssuer,
  rememberDemoCustomers,
} from '#gateway/auth/development-issuer.ts'
import { findDemoCustomers } from '#gateway/auth/find-demo-customers.ts'
import { createTokenVerifier } from '#gateway/auth/verify-token.ts'
import type { Client } from '#gateway/clients/client.ts'
import { DEMO_CLIENTS_FILE } from '#gateway/clients/demo-clients.ts'
import { readClients } from '#gateway/clients/parse-clients.ts'
import { hashOfDocument } from '#gateway/clients/read-documents.ts'
import type { SubgraphLocation } from '#gateway/execution/execution.ts'
import { createPlannedExecution } from '#gateway/execution/planned.ts'
import { type OpenGovernance, openGovernance } from '#gateway/open-governance.ts'
import { startGatewayServer } from '#gateway/server.ts'
import { PARTNER_CONTRACT_FILE, SUPERGRAPH_FILE } from '#gateway/supergraph-file.ts'
import type { Audience } from '#gateway/usage/operation-facts.ts'
import type { Clock } from '#shared/clock.ts'
import { systemClock } from '#shared/clock.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { createTemporaryDirectory } from '../../support/temporary-store.ts'
import { startWorld, type World } from '../../support/world.ts'

/** What the partner gets, as a program reads it. */
export interface PartnerAnswer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: the answer of whatever a test asks
  body: any
}

/** Nodes of one gateway, over one store, that a partner asks. */
export interface PartnerNodes {
  world: World
  issuer: DevelopmentIssuer
  urls: readonly string[]
  /** Another document of the demo's partner, by its hash. */
  register(text: string): string
  ask(
    body: unknown,
    options?: { node?: number; role?: 'partner' | 'portal' | 'agent'; path?: string },
  ): Promise<PartnerAnswer>
  /** Time goes on for budgets. */
  pass(ms: number): void
  /** What was counted and audited is written. */
  account(): Promise<void>
}

/** Starts gateways over one world, as `npm start` puts them together; `budgets` are those of the demo's partner. */
export async function startPartnerNodes(
  count: number,
  budgets: Partial<Client['budgets']>,
  stack: AsyncDisposableStack,
): Promise<PartnerNodes> {
  const world = stack.use(await startWorld())
  const { path: directory } = stack.use(await createTemporaryDirectory())
  const issuer = await openDevelopmentIssuer({ directory, audience: 'weft', clock: systemClock })
  const common = { clock: systemClock, logger: silentLogger }
  rememberDemoCustomers(directory, await findDemoCustomers(world.executions.planned, common))
  const documents = new Map<string, string>()
  const clients = new Map(
    readClients(DEMO_CLIENTS_FILE).map((client): [string, Client] => {
      if (client.kind !== 'PARTNER') return [client.id, client]
      for (const [hash, text] of client.documents) documents.set(hash, text)
      return [client.id, { ...client, documents, budgets: { ...client.budgets, ...budgets } }]
    }),
  )
  let aheadMs = 0
  const clock: Clock = { now: () => new Date(Date.now() + aheadMs) }
  const urls: string[] = []
  const governances: OpenGovernance[] = []
  for (let node = 0; node < count; node += 1) {
    const { url, governance } = await startNode(
      { world, issuer, clientOf: (id) => clients.get(id), clock },
      stack,
    )
    urls.push(url)
    governances.push(governance)
  }
  return {
    world,
    issuer,
    urls,
    register(text) {
      const hash = hashOfDocument(text)
      documents.set(hash, text)
      return hash
    },
    async ask(body, { node = 0, role = 'partner', path = '/partner/graphql' } = {}) {
      const response = await fetch(`${urls[node]}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await issuer.issueToken(role)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      })
      return { status: response.status, headers: response.headers, body: await response.json() }
    },
    pass(ms) {
      aheadMs += ms
    },
    account: async () => void (await Promise.all(governances.map((governance) => governance.flush()))),
  }
}

interface NodeParts {
  world: World
  issuer: DevelopmentIssuer
  clientOf(id: string): Client | undefined
  clock: Clock
}

async function startNode(
  { world, issuer, clientOf, clock }: NodeParts,
  stack: AsyncDisposableStack,
): Promise<{ url: string; governance: OpenGovernance }> {
  const { store, subgraphs } = world.domains
  const governance = await openGovernance({
    store,
    clientOf,
    auditRetentionDays: 400,
    clock,
    logger: silentLogger,
  })
  stack.defer(() => governance.close())
  const locations = new Map<string, SubgraphLocation>(
    [...subgraphs].map(([name, subgraph]) => [name, { kind: 'local', subgraph }]),
  )
  const governed = (file: URL, audience: Audience) => {
    const supergraphSdl = readFileSync(file, 'utf8')
    const execution = createPlannedExecution({ supergraphSdl, locations })
    stack.defer(() => execution.close())
    return governance.govern(execution, supergraphSdl, audience)
  }
  const server = await startGatewayServer({
    host: '127.0.0.1',
    port: 0,
    execution: governed(SUPERGRAPH_FILE, 'graph'),
    partnerExecution: governed(PARTNER_CONTRACT_FILE, 'partner'),
    clientOf,
    verifyToken: createTokenVerifier([issuer.trusted], systemClock),
    developmentIssuer: issuer,
    readiness: [],
    operationTimeoutMs: 30_000,
    clock: systemClock,
    logger: silentLogger,
  })
  stack.defer(() => server.close())
  return { url: server.url, governance }
}
