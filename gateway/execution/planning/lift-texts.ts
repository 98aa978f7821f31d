import {
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parseType,
  TypeInfo,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Variables } from '../selection/conditions.ts'

/** A query whose texts became variables: the same for all that differ in nothing else. */
export interface LiftedQuery {
  document: DocumentNode
  operation: OperationDefinitionNode
  /** The texts, by the variables' names. */
  texts: Variables
}

const PREFIX = 'weftText'
const TEXT_TYPES = new Set(['String', 'ID'])

const isIntrospection = (name: string): boolean => name.startsWith('__')

const usesPrefix = ({ variableDefinitions = [] }: OperationDefinitionNode): boolean =>
  variableDefinitions.some(({ variable }) => variable.name.value.startsWith(PREFIX))

/** A variable for each text of each type; equal ones share theirs, so that equal fields stay equal. */
function createTextVariables() {
  const names = new Map<string, string>()
  const texts: Record<string, string> = {}
  const definitions: VariableDefinitionNode[] = []
  return {
    texts,
    definitions,
    nameOf(text: string, type: string): string {
      const identity = `${type} ${text}`
      const known = names.get(identity)
      if (known) return known
      const value = `${PREFIX}${names.size}`
      names.set(identity, value)
      texts[value] = text
      const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } } as const
      definitions.push({
        kind: Kind.VARIABLE_DEFINITION,
        variable,
        type: parseType(type, { noLocation: true }),
      })
      return value
    },
  }
}

/**
 * Makes variables of the texts (ids, names, words to search) among the arguments of a valid query's fields. Numbers and
 * truth stay: they say how much is asked for, and vary little. Undefined where there is nothing to lift, where effects
 * or events are asked for, or where a document has several operations.
 */
export function liftTexts(schema: GraphQLSchema, document: DocumentNode): LiftedQuery | undefined {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  const [original] = operations as OperationDefinitionNode[]
  if (!original || operations.length > 1) return undefined
  if (original.operation !== OperationTypeNode.QUERY || usesPrefix(original)) return undefined
  const variables = createTextVariables()
  const typeInfo = new TypeInfo(schema)
  const visitor = visitWithTypeInfo(typeInfo, {
    Directive: () => false,
    VariableDefinition: () => false,
    Field: ({ name }) => (isIntrospection(name.value) ? false : undefined),
    StringValue({ value: text }) {
      const type = typeInfo.getInputType()
      if (!type || !TEXT_TYPES.has(getNamedType(type).name)) return undefined
      const value = variables.nameOf(text, String(type))
      return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } }
    },
  })
  const lifted = visit(document, visitor)
  if (variables.definitions.length === 0) return undefined
  const { texts, definitions } = variables
  const withVariables = lifted.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? { ...definition, variableDefinitions: [...(definition.variableDefinitions ?? []), ...definitions] }
      : definition,
  )
  const operation = withVariables.find(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  return {
    document: { ...lifted, definitions: withVariables },
    operation: operation as OperationDefinitionNode,
    texts,
  }
}
