import { operationFromDocument, type Schema } from '@apollo/federation-internals'
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner'
import type { Supergraph } from '@apollo/federation-internals'
import type { DocumentNode, GraphQLSchema } from 'graphql'

/** Turns an operation into fetches, at once or later: a slow one may be planned on another thread. */
export interface OperationPlanner {
  /** Throws, or rejects with, an error for the client where planning would take too long. */
  plan(
    document: DocumentNode,
    operationName: string | undefined,
    overrides?: ReadonlyMap<string, boolean>,
  ): QueryPlan | Promise<QueryPlan>
  close?(): Promise<void>
}

/** What a planner is made from: the supergraph as it is planned, and the planner of this thread. */
export interface PlannerSource {
  /** Not what was composed: without authorisation directives, with a field for each required call with arguments. */
  supergraphSdl: string
  /** What clients see. */
  apiSchema: GraphQLSchema
  here: OperationPlanner
}

/** The stock planner on this thread. */
export function createLocalPlanner(supergraph: Supergraph, apiSchema: Schema): OperationPlanner {
  const planner = new QueryPlanner(supergraph, {
    exposeDocumentNodeInFetchNode: true,
    reuseQueryFragments: false,
    generateQueryFragments: false,
  })
  return {
    plan(document, operationName, overrides = new Map()) {
      const operation = operationFromDocument(apiSchema, document, operationName ? { operationName } : {})
      return planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) })
    },
  }
}
