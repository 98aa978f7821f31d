import { type ConstDirectiveNode, type DocumentNode, Kind, type SelectionSetNode } from 'graphql'
import { topFields } from '../selection/top-fields.ts'
import { parseFieldSet, stringArgument } from './required-arguments.ts'

/** What the executor must know of the supergraph beyond what a plan says. */
export interface SupergraphFacts {
  /** Routing URL by subgraph name. */
  urls: ReadonlyMap<string, string>
  /** The `@requires` of a field in a subgraph. */
  requirementOf(subgraph: string, type: string, field: string): SelectionSetNode | undefined
  /** True for a field that one of the type's keys in that subgraph names. */
  isKeyField(subgraph: string, type: string, field: string): boolean
  /** Labels of `@override(label:)`. */
  overrideLabels: readonly string[]
}

const requirementKey = (subgraph: string, type: string, field: string): string =>
  `${subgraph} ${type}.${field}`

/** Name and URL by the constant that stands for a subgraph in `join__` directives. */
function readGraphs(supergraph: DocumentNode): Map<string, { name: string; url: string }> {
  const graphs = new Map<string, { name: string; url: string }>()
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue
    for (const value of definition.values ?? []) {
      const directive = value.directives?.find(({ name }) => name.value === 'join__graph')
      const name = (directive && stringArgument(directive, 'name')) ?? value.name.value
      graphs.set(value.name.value, { name, url: (directive && stringArgument(directive, 'url')) ?? '' })
    }
  }
  return graphs
}

/** Every `join__field` with the type and field it stands on. */
function* joinFields(
  supergraph: DocumentNode,
): Generator<{ type: string; field: string; directive: ConstDirectiveNode }> {
  for (const definition of supergraph.definitions) {
    if (!('fields' in definition)) continue
    for (const field of definition.fields ?? []) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value !== 'join__field') continue
        yield { type: definition.name.value, field: field.name.value, directive }
      }
    }
  }
}

/** Every `Type.field` that a key names at its top level, by subgraph. */
function readKeyFields(supergraph: DocumentNode, graphs: ReturnType<typeof readGraphs>): ReadonlySet<string> {
  const keyFields = new Set<string>()
  for (const definition of supergraph.definitions) {
    if (!('directives' in definition) || !('fields' in definition) || !('name' in definition)) continue
    for (const directive of definition.directives ?? []) {
      const key = directive.name.value === 'join__type' ? stringArgument(directive, 'key') : undefined
      const graph = graphs.get(stringArgument(directive, 'graph') ?? '')
      if (!key || !graph || !definition.name) continue
      for (const { field } of topFields(parseFieldSet(key)))
        keyFields.add(requirementKey(graph.name, definition.name.value, field.name.value))
    }
  }
  return keyFields
}

/** Reads a supergraph's `join__` directives once. */
export function readSupergraphFacts(supergraph: DocumentNode): SupergraphFacts {
  const graphs = readGraphs(supergraph)
  const requirements = new Map<string, SelectionSetNode>()
  const labels = new Set<string>()
  for (const { type, field, directive } of joinFields(supergraph)) {
    const label = stringArgument(directive, 'overrideLabel')
    if (label) labels.add(label)
    const requires = stringArgument(directive, 'requires')
    const graph = graphs.get(stringArgument(directive, 'graph') ?? '')
    if (requires && graph) requirements.set(requirementKey(graph.name, type, field), parseFieldSet(requires))
  }
  const keyFields = readKeyFields(supergraph, graphs)
  return {
    isKeyField: (subgraph, type, field) => keyFields.has(requirementKey(subgraph, type, field)),
    urls: new Map([...graphs.values()].map(({ name, url }) => [name, url])),
    requirementOf: (subgraph, type, field) => requirements.get(requirementKey(subgraph, type, field)),
    overrideLabels: [...labels],
  }
}
