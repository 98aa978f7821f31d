import {
  ApolloGateway,
  type GraphQLDataSource,
  type GraphQLDataSourceProcessOptions,
  LocalGraphQLDataSource,
  RemoteGraphQLDataSource,
} from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { stripAuthorisationSdl } from '../../../gateway/execution/strip-directives.ts'
import { createSubgraphs, supergraphAt, supergraphSdl } from '../world/supergraph.ts'
import { verifyToken } from '../world/tokens.ts'
import { announce, subgraphsUrl } from './contestant.ts'

/** Apollo Server and @apollo/gateway as their manuals put them together. */
class ForwardingDataSource extends RemoteGraphQLDataSource {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions): void {
    if (context.authorization) request.http?.headers.set('authorization', context.authorization)
  }
}

const local = subgraphsUrl ? undefined : new Map(createSubgraphs().map(({ name, schema }) => [name, schema]))

function buildService({ name, url }: { name: string; url?: string }): GraphQLDataSource {
  const schema = local?.get(name)
  return schema ? new LocalGraphQLDataSource(schema) : new ForwardingDataSource({ url: url ?? '' })
}

const gateway = new ApolloGateway({
  supergraphSdl: stripAuthorisationSdl(subgraphsUrl ? supergraphAt(subgraphsUrl) : supergraphSdl),
  buildService,
})
const server = new ApolloServer({ gateway, introspection: true })
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => ({
    authorization: req.headers.authorization,
    caller: verifyToken(req.headers.authorization),
  }),
})
announce(url)
