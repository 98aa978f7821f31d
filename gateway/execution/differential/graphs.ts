import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { buildSchema, parse } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { testRequest } from '../test-graph.ts'
import { attachResolvers } from './generated-resolvers.ts'
import type { World } from './faulty-world.ts'
import { MONOLITH, SUBGRAPHS } from './schemas.ts'

const parseWorld = (correlationId: string): World => JSON.parse(correlationId) as World

/** The graph in one piece. */
export const monolith = attachResolvers(buildSchema(MONOLITH), false)

/** An account's id tells what it is: a subgraph that knows accounts only as such asks here. */
const CATALOG_RESOLVERS = {
  Account: {
    __resolveReference: ({ id }: { id: string }) => ({ __typename: id.replace(/\d+$/, ''), id }),
  },
}

/** The graph in pieces; each subgraph reads the world out of the correlation id. */
export const subgraphs: readonly Subgraph[] = Object.entries(SUBGRAPHS).map(([name, sdl]) => {
  const typeDefs = parse(sdl)
  return {
    name,
    typeDefs,
    schema: attachResolvers(
      buildSubgraphSchema([name === 'catalog' ? { typeDefs, resolvers: CATALOG_RESOLVERS } : { typeDefs }]),
      true,
    ),
    createContext: ({ correlationId }: RequestContext) => parseWorld(correlationId),
  }
})

/** The pieces composed. */
export function composeSubgraphs(): string {
  const services = subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}.example/` }))
  const { supergraphSdl, errors } = composeServices(services)
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'))
  return supergraphSdl
}

/** A request whose operation is answered out of a world. */
export const requestOf = (world: World): RequestContext =>
  testRequest({ correlationId: JSON.stringify(world) })
