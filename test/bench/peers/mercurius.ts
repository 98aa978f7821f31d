import { announce } from '../contestants/contestant.ts'
import { monolithResolvers, monolithSdl } from '../world/monolith.ts'
import { verifyToken } from '../world/tokens.ts'
import { type FastifyModule, importPeer, type MercuriusModule, type SchemaModule } from './import-peer.ts'

/** No federation at all: mercurius with its just-in-time compiler over the same records. */
const { fastify } = await importPeer<FastifyModule>('fastify')
const { mercurius } = await importPeer<MercuriusModule>('mercurius')
const { makeExecutableSchema } = await importPeer<SchemaModule>('@graphql-tools/schema')

const app = fastify()
app.register(mercurius, {
  schema: makeExecutableSchema({
    typeDefs: monolithSdl(),
    resolvers: monolithResolvers(),
    resolverValidationOptions: { requireResolversToMatchSchema: 'ignore' },
  }),
  jit: 1,
  context: ({ headers }: { headers: { authorization?: string } }) => ({
    caller: verifyToken(headers.authorization),
  }),
})
announce(`${await app.listen({ host: '127.0.0.1', port: 0 })}/graphql`)
