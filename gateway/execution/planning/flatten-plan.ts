import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner'
import { type DocumentNode, Kind, type OperationDefinitionNode, parse } from 'graphql'
import type { Fragments } from '../selection/collect-fields.ts'
import type { Conditions } from '../selection/conditions.ts'
import type { FetchStep } from './fetch-step.ts'

/** A fetch of the planner's tree, and the fetches that the tree puts before it. */
export type OrderedFetch = Omit<FetchStep, 'dependsOn'> & { before: ReadonlySet<number> }

interface Place {
  path: readonly string[]
  conditions: Conditions
  before: ReadonlySet<number>
}

const union = (a: ReadonlySet<number>, b: ReadonlySet<number>): Set<number> => new Set([...a, ...b])

function splitDocument(document: DocumentNode): { operation: OperationDefinitionNode; fragments: Fragments } {
  const fragments: Record<string, Fragments[string]> = {}
  let operation: OperationDefinitionNode | undefined
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  }
  if (!operation) throw new TypeError('a planned fetch has no operation')
  return { operation, fragments }
}

function toFetch(node: FetchNode, { path, conditions, before }: Place): OrderedFetch {
  return {
    ...splitDocument(node.operationDocumentNode ?? parse(node.operation, { noLocation: true })),
    subgraph: node.serviceName,
    path,
    conditions,
    before,
    requires: node.requires,
    variableUsages: node.variableUsages ?? [],
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites: node.outputRewrites ?? [],
  }
}

/** Walks the tree, numbers its fetches in `found`, and answers the numbers that this node added. */
function visitNode(node: PlanNode, place: Place, found: OrderedFetch[]): Set<number> {
  switch (node.kind) {
    case 'Fetch':
      found.push(toFetch(node, place))
      return new Set([found.length - 1])
    case 'Flatten':
      return visitNode(node.node, { ...place, path: [...place.path, ...node.path.map(String)] }, found)
    case 'Parallel':
      return new Set(node.nodes.flatMap((each) => [...visitNode(each, place, found)]))
    case 'Sequence':
      return visitSequence(node.nodes, place, found)
    case 'Condition':
      return visitCondition(node, place, found)
    case 'Defer':
      throw new TypeError('@defer is not planned')
  }
}

function visitSequence(nodes: readonly PlanNode[], place: Place, found: OrderedFetch[]): Set<number> {
  let added = new Set<number>()
  for (const node of nodes)
    added = union(added, visitNode(node, { ...place, before: union(place.before, added) }, found))
  return added
}

function visitCondition(
  { condition, ifClause, elseClause }: Extract<PlanNode, { kind: 'Condition' }>,
  place: Place,
  found: OrderedFetch[],
): Set<number> {
  const branch = (node: PlanNode | undefined, equals: boolean): Set<number> => {
    const conditions = [...place.conditions, { variable: condition, equals }]
    return node ? visitNode(node, { ...place, conditions }, found) : new Set()
  }
  return union(branch(ifClause, true), branch(elseClause, false))
}

/** The fetches of a plan in the order of its tree; a subscription's primary comes first, and its rest after each event. */
export function flattenPlan(plan: QueryPlan): OrderedFetch[] {
  const found: OrderedFetch[] = []
  if (!plan.node) return found
  const place: Place = { path: [], conditions: [], before: new Set() }
  if (plan.node.kind === 'Subscription') {
    const { primary, rest } = plan.node
    visitSequence(rest ? [primary, rest] : [primary], place, found)
  } else {
    visitNode(plan.node, place, found)
  }
  return found
}
