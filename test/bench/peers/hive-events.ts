import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { announceWithMemory } from '../events/memory.ts'
import { composeRemote } from '../events/remote-supergraph.ts'
import { verifyToken } from '../world/tokens.ts'
import { type HiveSocketsModule, importPeer, type SocketServerModule, type WsModule } from './import-peer.ts'

/** Hive Gateway in front of the one subgraph over HTTP; sockets are served as its own command line does. */
const { createGatewayRuntime, getGraphQLWSOptions } = await importPeer<HiveSocketsModule>(
  '@graphql-hive/gateway-runtime',
)
const { useServer } = await importPeer<SocketServerModule>('graphql-ws/use/ws')
const { WebSocketServer } = await importPeer<WsModule>('ws')

/** What came with a socket's upgrade, as the runtime takes requests. */
const UPGRADE = new Request('http://127.0.0.1/graphql')
const kind = process.argv[3] ?? 'http'
const runtime = createGatewayRuntime({
  supergraph: composeRemote(process.argv[2] ?? ''),
  ...(kind === 'ws'
    ? { transportEntries: { '*.http': { options: { subscriptions: { kind: 'ws', location: '/graphql' } } } } }
    : {}),
  logging: false,
  maskedErrors: false,
  landingPage: false,
  graphiql: false,
})
const server = createServer(runtime)
useServer(
  {
    ...getGraphQLWSOptions(runtime, ({ extra: { request } }) => ({ req: request, request: UPGRADE })),
    onConnect: ({ connectionParams }) => {
      verifyToken(String(connectionParams?.authorization))
    },
  },
  new WebSocketServer({ path: '/graphql', server }),
)
server.listen(0, '127.0.0.1', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`
  // It loads its graph with the first request over HTTP; sockets before that are refused.
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ isThere }"}',
  })
  announceWithMemory(url)
})
