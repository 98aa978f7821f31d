import {
  type ConstDirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  type InputValueDefinitionNode,
  isCompositeType,
  isInterfaceType,
  Kind,
  type FieldDefinitionNode,
  type DefinitionNode,
} from 'graphql'
import { costDirectiveNames, argumentsOf } from '../directive-names.ts'

/** What `@cost` says, by schema coordinate: `Invoice`, `Query.checkEntitlement`, `Query.customers(sort:)`, `Filter.text`. */
export type Weights = ReadonlyMap<string, number>

/** The weights that a supergraph's `@cost` directives state (https://specs.apollo.dev/cost/v0.1). */
export function readWeights(supergraph: DocumentNode): Weights {
  const names = costDirectiveNames(supergraph, 'cost')
  const weights = new Map<string, number>()
  const add = (coordinate: string, { directives = [] }: { directives?: readonly ConstDirectiveNode[] }) => {
    const directive = directives.find(({ name }) => names.has(name.value))
    const weight = directive && Number(argumentsOf(directive).weight)
    if (weight !== undefined && Number.isFinite(weight)) weights.set(coordinate, weight)
  }
  for (const definition of supergraph.definitions) addDefinition(definition, add)
  return weights
}

type Add = (
  coordinate: string,
  node: FieldDefinitionNode | InputValueDefinitionNode | { directives?: readonly ConstDirectiveNode[] },
) => void

function addDefinition(definition: DefinitionNode, add: Add): void {
  switch (definition.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.ENUM_TYPE_DEFINITION:
      add(definition.name.value, definition)
      return
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      for (const field of definition.fields ?? []) add(`${definition.name.value}.${field.name.value}`, field)
      return
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      add(definition.name.value, definition)
      for (const field of definition.fields ?? []) {
        const coordinate = `${definition.name.value}.${field.name.value}`
        add(coordinate, field)
        for (const argument of field.arguments ?? []) add(`${coordinate}(${argument.name.value}:)`, argument)
      }
  }
}

/**
 * What one instance of a field weighs: what its `@cost` says, else its type's; without either an object is 1 and a leaf
 * nothing. On an interface the heaviest of its objects counts: which one it will be is not known.
 */
export function weightOfField(
  { schema, weights }: { schema: GraphQLSchema; weights: Weights },
  typeName: string,
  fieldName: string,
): number {
  const type = schema.getType(typeName)
  const implementors = isInterfaceType(type) ? schema.getImplementations(type).objects : []
  const own = [typeName, ...implementors.map(({ name }) => name)].flatMap(
    (name) => weights.get(`${name}.${fieldName}`) ?? [],
  )
  if (own.length > 0) return Math.max(...own)
  const field = type && 'getFields' in type ? type.getFields()[fieldName] : undefined
  return field ? weightOfType(getNamedType(field.type).name, { schema, weights }) : 0
}

function weightOfType(
  name: string,
  { schema, weights }: { schema: GraphQLSchema; weights: Weights },
): number {
  return weights.get(name) ?? (isCompositeType(schema.getType(name)) ? 1 : 0)
}
