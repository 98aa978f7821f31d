import {
  type DocumentNode,
  executeSync,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { collectFields, type Fragments } from '../selection/collect-fields.ts'

const isIntrospection = (name: string): boolean => name === '__schema' || name === '__type'

/** Only the variables that a selection uses may be defined in a document that is executed as it stands. */
function usedVariables(selectionSet: SelectionSetNode, fragments: Fragments): ReadonlySet<string> {
  const used = new Set<string>()
  for (const node of [selectionSet, ...Object.values(fragments)])
    visit(node, {
      Variable({ name }) {
        used.add(name.value)
      },
    })
  return used
}

/** Answers what an operation asks about the schema itself; undefined when it asks nothing. */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): ((variables: Readonly<Record<string, unknown>>) => Record<string, unknown>) | undefined {
  const root = schema.getQueryType()
  if (!root || operation.operation !== 'query') return undefined
  const source = { selectionSet: operation.selectionSet, conditions: [] }
  const asked = collectFields(schema, root, [source], fragments).filter(({ name }) => isIntrospection(name))
  if (asked.length === 0) return undefined
  const selectionSet: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: asked.flatMap(({ occurrences }) => occurrences.map(({ node }) => node)),
  }
  const used = usedVariables(selectionSet, fragments)
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...operation,
        selectionSet,
        variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) =>
          used.has(variable.name.value),
        ),
      },
      ...Object.values(fragments),
    ],
  }
  return (variableValues) => executeSync({ schema, document, variableValues }).data ?? {}
}
