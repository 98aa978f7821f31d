import { readFileSync } from 'node:fs'
import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph'
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql'
import type { Connection } from '../connections/connection.ts'
import type { RequestContext } from './context.ts'
import { scalars } from './scalars.ts'
import { valueTypes } from './value-types.ts'

/** A domain as the gateway sees it: a name, a schema that runs, and a context made anew for each operation. */
export interface Subgraph<Context = unknown> {
  name: string
  typeDefs: DocumentNode
  schema: GraphQLSchema
  /** Loaders and whatever else lives as long as one operation. All fetches of an operation share it. */
  createContext(request: RequestContext): Context
}

type ResolverMap = NonNullable<GraphQLSchemaModule['resolvers']>

/** The SDL of a subgraph: the shared part of the canonical schema and the domain's own. */
export function readTypeDefs(schemaFile: URL): DocumentNode {
  const shared = readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8')
  return parse(`${shared}\n${readFileSync(schemaFile, 'utf8')}`, { noLocation: true })
}

export function createSubgraph<Context>(options: {
  name: string
  schemaFile: URL
  /** The generated `Resolvers` type of the domain. */
  resolvers: object
  /** Every configured connection by id, of all domains: a system can be named without asking it. */
  connections: ReadonlyMap<string, Connection>
  createContext(request: RequestContext): Context
}): Subgraph<Context> {
  const typeDefs = readTypeDefs(options.schemaFile)
  const schema = buildSubgraphSchema([
    {
      typeDefs,
      resolvers: { ...scalars, ...valueTypes(options.connections), ...options.resolvers } as ResolverMap,
    },
  ])
  return { name: options.name, typeDefs, schema, createContext: options.createContext }
}
