import { Supergraph } from '@apollo/federation-internals'
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
} from 'graphql'
import { stripAuthorisationDirectives } from '../strip-directives.ts'
import { dropShadowedKeys } from './shadowed-keys.ts'
import { callBoundFields } from './bound-fields.ts'
import {
  type CanonicalKeys,
  createCanonicalKeys,
  createMutationKeys,
  withCanonicalKeys,
} from './canonical-keys.ts'
import type { FetchSteps } from './fetch-step.ts'
import { flattenPlan, type OrderedFetch } from './flatten-plan.ts'
import { createLocalPlanner, type OperationPlanner, type PlannerSource } from './query-planner.ts'
import type { QueryPlan } from '@apollo/query-planner'
import { mergeSteps } from './merge-steps.ts'
import { orderByData } from './order-by-data.ts'
import { bindRequiredArguments } from './required-arguments.ts'
import { splitByRequirements } from './split-requirements.ts'
import { readSupergraphFacts, type SupergraphFacts } from './supergraph-facts.ts'
import { withWrittenKeys } from './written-keys.ts'
import { print } from 'graphql'

/** How an operation is answered: its steps, and the names under which they keep what they find. */
export interface OperationPlan {
  steps: FetchSteps
  keys: CanonicalKeys
}

/** Plans the operations of one supergraph. */
export interface Planner {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema
  /** Every type, also what is `@inaccessible`. */
  readonly supergraphSchema: GraphQLSchema
  readonly facts: SupergraphFacts
  /** Which fields stand for required calls with arguments. */
  readonly bound: ReturnType<typeof bindRequiredArguments>['bound']
  plan(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    overrides: ReadonlyMap<string, boolean>,
  ): Promise<OperationPlan>
  close(): Promise<void>
}

/** Only what one operation of a document needs: others must not be planned, or named, with it. */
function singleOperation(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const definitions = document.definitions.filter(
    (definition) => definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION,
  )
  return { ...document, definitions }
}

/** Splitting one fetch into several shifts the numbers that others know their predecessors by. */
function splitAll(
  fetches: readonly OrderedFetch[],
  split: (fetch: OrderedFetch) => OrderedFetch[],
): OrderedFetch[] {
  const places: number[][] = []
  const result: OrderedFetch[] = []
  for (const fetch of fetches) {
    const parts = split(fetch)
    places.push(parts.map((part) => result.push(part) - 1))
  }
  return result.map((fetch) => ({
    ...fetch,
    before: new Set([...fetch.before].flatMap((index) => places[index] ?? [])),
  }))
}

const isEmpty = (document: DocumentNode): boolean =>
  document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.selectionSet.selections.length === 0,
  )

/** Creates the planner of a supergraph; throws when the supergraph does not load. */
export function createPlanner(
  supergraphSdl: string,
  createOperationPlanner: (source: PlannerSource) => OperationPlanner = ({ here }) => here,
): Planner {
  const original = stripAuthorisationDirectives(parse(supergraphSdl, { noLocation: true }))
  const { supergraph: document, bound } = bindRequiredArguments(dropShadowedKeys(original))
  const facts = readSupergraphFacts(document)
  const planned = print(document)
  const supergraph = Supergraph.build(planned, { validateSupergraph: false })
  const apiSchema = supergraph.apiSchema()
  const clientSchema = apiSchema.toGraphQLJSSchema({ includeDefer: true })
  const here = createLocalPlanner(supergraph, apiSchema)
  const planner = createOperationPlanner({ supergraphSdl: planned, apiSchema: clientSchema, here })

  const toSteps = (plan: QueryPlan, isMutation: boolean): FetchSteps => {
    const fetches = splitAll(flattenPlan(plan), (fetch) => splitByRequirements(fetch, facts, bound))
    const ordered = orderByData(fetches, isMutation)
    const steps = isMutation ? ordered : mergeSteps(ordered, bound)
    return withWrittenKeys(steps.map((step) => callBoundFields(step, bound)))
  }
  return {
    apiSchema: clientSchema,
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    facts,
    bound,
    async plan(client, operation, overrides) {
      const isMutation = operation.operation === OperationTypeNode.MUTATION
      const keys = isMutation ? createMutationKeys() : createCanonicalKeys()
      const canonical = withCanonicalKeys(singleOperation(client, operation), keys)
      if (isEmpty(canonical)) return { steps: [], keys }
      const plan = await planner.plan(canonical, operation.name?.value, overrides)
      return { steps: toSteps(plan, isMutation), keys }
    },
    close: async () => planner.close?.(),
  }
}
