import { composeServices } from '@apollo/composition'
import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph'
import { parse } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { ExecutionOptions, SubgraphLocation } from './execution.ts'

type Resolvers = NonNullable<GraphQLSchemaModule['resolvers']>

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@external", "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject",
  "@authenticated", "@requiresScopes", "@policy", "@listSize"])`

/** A subgraph of a few lines, for tests. */
export function createTestSubgraph(
  name: string,
  sdl: string,
  resolvers: object,
  createContext: (request: RequestContext) => unknown = () => ({}),
): Subgraph {
  const typeDefs = parse(`${LINK}\n${sdl}`)
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as Resolvers }])
  return { name, typeDefs, schema, createContext }
}

/** Test subgraphs composed, all of them in this process. */
export function composeTestGraph(subgraphs: readonly Subgraph[]): ExecutionOptions {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, typeDefs, url: `http://${name}.internal/graphql` })),
  )
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'))
  const locations = new Map<string, SubgraphLocation>(
    subgraphs.map((subgraph) => [subgraph.name, { kind: 'local', subgraph }]),
  )
  return { supergraphSdl, locations }
}

/** A request of somebody who may do nothing in particular. */
export const testRequest = (overrides: Partial<RequestContext> = {}): RequestContext => ({
  correlationId: 'c-1',
  signal: new AbortController().signal,
  caller: {
    subject: 's',
    clientId: 'c',
    scopes: new Set(),
    customerIds: undefined,
    businessUnits: undefined,
  },
  logger: silentLogger,
  receivedAt: new Date(0),
  ...overrides,
})

/** An answer as the client reads it. */
export const asJson = (answer: unknown): unknown => JSON.parse(JSON.stringify(answer))
