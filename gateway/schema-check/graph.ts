import { Supergraph } from '@apollo/federation-internals'
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql'
import { stripAuthorisationSdl } from '../execution/strip-directives.ts'

/** A composed graph, as the check looks at it. */
export interface Graph {
  supergraph: DocumentNode
  /** What clients see. */
  schema: GraphQLSchema
}

export function readGraph(supergraphSdl: string): Graph {
  return {
    supergraph: parse(supergraphSdl, { noLocation: true }),
    schema: Supergraph.build(stripAuthorisationSdl(supergraphSdl), { validateSupergraph: false })
      .apiSchema()
      .toGraphQLJSSchema(),
  }
}
