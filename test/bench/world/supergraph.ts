import { readFileSync } from 'node:fs'
import { buildSubgraphSchema, type GraphQLSchemaModule } from '@apollo/subgraph'
import { type DocumentNode, execute, type GraphQLSchema } from 'graphql'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { readTypeDefs } from '#shared/subgraph/subgraph.ts'
import { createResolvers } from './resolvers.ts'

const ROOT = new URL('../../../', import.meta.url)

const SUBGRAPH_NAMES = ['crosswalk', 'crm', 'billing', 'support', 'erp'] as const

/** Weft's composed schema: what the bench is about. */
export const supergraphSdl = readFileSync(new URL('gateway/__generated__/supergraph.graphql', ROOT), 'utf8')

/** The subgraphs of that schema over the bench's records, answering at once. */
export function createSubgraphs(): Subgraph[] {
  return SUBGRAPH_NAMES.map((name) => {
    const typeDefs = readTypeDefs(new URL(`subgraphs/${name}/schema.graphql`, ROOT))
    const resolvers = createResolvers(typeDefs) as GraphQLSchemaModule['resolvers']
    const schema = buildSubgraphSchema([{ typeDefs, ...(resolvers ? { resolvers } : {}) }])
    return { name, typeDefs, schema, createContext: () => ({}) }
  })
}

/** The supergraph with its subgraphs at one address, each under its name. */
export function supergraphAt(subgraphsUrl: string): string {
  return SUBGRAPH_NAMES.reduce(
    (sdl, name) => sdl.replace(new RegExp(`(name: "${name}", url: ")[^"]*`), `$1${subgraphsUrl}/${name}`),
    supergraphSdl,
  )
}

/** Runs one fetch of a gateway on a subgraph: by the graphql-js that made the schema, whichever the caller has. */
export function executeSubgraph(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Readonly<Record<string, unknown>> = {},
): ReturnType<typeof execute> {
  return execute({ schema, document, variableValues })
}
