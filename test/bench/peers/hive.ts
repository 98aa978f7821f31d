import type { DocumentNode } from 'graphql'
import { stripAuthorisationSdl } from '../../../gateway/execution/strip-directives.ts'
import { serve, subgraphsUrl } from '../contestants/contestant.ts'
import { createSubgraphs, executeSubgraph, supergraphAt, supergraphSdl } from '../world/supergraph.ts'
import { verifyToken } from '../world/tokens.ts'
import { type HiveModule, type HiveRouterModule, importPeer } from './import-peer.ts'

/** Hive Gateway; PLANNER=rust plans and executes with its router runtime. */
const { createGatewayRuntime } = await importPeer<HiveModule>('@graphql-hive/gateway-runtime')
const router = await importPeer<HiveRouterModule>('@graphql-hive/router-runtime')

interface SubgraphRequest {
  document: DocumentNode
  variables?: Record<string, unknown>
}

/** Reaches subgraphs of this process instead of their URLs. */
function localTransport() {
  const schemas = new Map(createSubgraphs().map(({ name, schema }) => [name, schema]))
  return {
    getSubgraphExecutor: ({ subgraphName }: { subgraphName: string }) => {
      const schema = schemas.get(subgraphName.toLowerCase())
      if (!schema) throw new TypeError(`no subgraph ${subgraphName}`)
      return ({ document, variables }: SubgraphRequest) => executeSubgraph(schema, document, variables)
    },
  }
}

const runtime = createGatewayRuntime({
  // Its own checks of scopes would need its own tokens; nobody else's are measured either.
  supergraph: stripAuthorisationSdl(subgraphsUrl ? supergraphAt(subgraphsUrl) : supergraphSdl),
  ...(process.env.PLANNER === 'rust' ? { unifiedGraphHandler: router.unifiedGraphHandler } : {}),
  ...(subgraphsUrl ? {} : { transports: { http: localTransport() } }),
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }: { request: Request }) => ({
      authorization: request.headers.get('authorization') ?? '',
    }),
  },
  plugins: () => [
    {
      onContextBuilding: ({ context }: { context: { headers: Record<string, string> } }) => {
        verifyToken(context.headers.authorization)
      },
    },
  ],
  logging: false,
  maskedErrors: false,
  landingPage: false,
  graphiql: false,
})
serve(runtime as Parameters<typeof serve>[0])
