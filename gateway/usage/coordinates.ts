import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  isInterfaceType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  type TypeNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/** The schema coordinates that one operation of a document touches, by whatever variables. */
export const coordinatesUsed = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlySet<string> => withVariables(schema, operation, coordinatesOf(schema, partOf(document, operation)))

/** An operation with its fragments, and nothing else of its document. */
export const partOf = (document: DocumentNode, operation: OperationDefinitionNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [operation, ...fragmentsOf(document, operation)],
})

/** The fragments that an operation spreads, directly or not. */
function fragmentsOf(document: DocumentNode, operation: OperationDefinitionNode): FragmentDefinitionNode[] {
  const all = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  )
  const found = new Set<FragmentDefinitionNode>()
  const waiting: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    visit(next, {
      FragmentSpread({ name }) {
        const fragment = all.get(name.value)
        if (!fragment || found.has(fragment)) return
        found.add(fragment)
        waiting.push(fragment)
      },
    })
  }
  return [...found]
}

/** The schema coordinates that a text itself touches. A field that is asked of an interface is used on each of its types; a type is used by whoever gets it. */
export function coordinatesOf(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
  const coordinates = new Set<string>()
  const info = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name }) {
        const parent = info.getParentType()
        const field = info.getFieldDef()
        if (!parent || !field || name.value.startsWith('__')) return
        for (const type of withImplementations(schema, parent)) coordinates.add(`${type}.${field.name}`)
        coordinates.add(getNamedType(field.type).name)
      },
      Argument({ name }) {
        const field = info.getFieldDef()
        const parent = info.getParentType()
        if (!field || !parent || info.getDirective()) return
        for (const type of withImplementations(schema, parent))
          coordinates.add(`${type}.${field.name}(${name.value}:)`)
        addType(info.getArgument()?.type, coordinates)
      },
      ObjectField({ name }) {
        const parent = getNamedType(info.getParentInputType())
        if (parent) coordinates.add(`${parent.name}.${name.value}`)
      },
      EnumValue({ value }) {
        const type = getNamedType(info.getInputType())
        if (type) coordinates.add(`${type.name}.${value}`)
      },
    }),
  )
  return coordinates
}

/** What a variable of an input type may say is all used, too, because any request may say it. */
export function withVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  written: ReadonlySet<string>,
): ReadonlySet<string> {
  const coordinates = new Set(written)
  for (const { type } of variableDefinitions) {
    const found = schema.getType(namedType(type))
    if (isInputObjectType(found) || isEnumType(found))
      for (const coordinate of wholeInput(found)) coordinates.add(coordinate)
  }
  return coordinates
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

function addType(type: GraphQLInputType | undefined, coordinates: Set<string>): void {
  const named = getNamedType(type)
  if (named) coordinates.add(named.name)
}

function withImplementations(schema: GraphQLSchema, type: GraphQLNamedType): string[] {
  if (!isInterfaceType(type)) return [type.name]
  const { objects, interfaces } = schema.getImplementations(type)
  return [type, ...objects, ...interfaces].map(({ name }) => name)
}

/** An input type with all that a variable of it may say. */
function wholeInput(type: GraphQLInputType, known: Set<string> = new Set()): ReadonlySet<string> {
  const named = getNamedType(type)
  if (known.has(named.name)) return known
  known.add(named.name)
  if (isEnumType(named)) for (const { name } of named.getValues()) known.add(`${named.name}.${name}`)
  if (isInputObjectType(named))
    for (const field of Object.values(named.getFields())) {
      known.add(`${named.name}.${field.name}`)
      wholeInput(field.type, known)
    }
  return known
}

/** What variables do say: fields of input types, values of enums. Their defaults are in the text. */
export function coordinatesSent(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  sent: Readonly<Record<string, unknown>>,
): string[] {
  return variableDefinitions.flatMap(({ variable, type }) => {
    const found = schema.getType(namedType(type))
    return isInputType(found) ? coordinatesOfValue(found, sent[variable.name.value]) : []
  })
}

function coordinatesOfValue(type: GraphQLInputType, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => coordinatesOfValue(type, item))
  const named = getNamedType(type)
  if (isEnumType(named)) return [`${named.name}.${String(value)}`]
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) return []
  const fields = named.getFields()
  return Object.entries(value).flatMap(([name, inside]) => {
    const field = fields[name]
    return field ? [`${named.name}.${name}`, ...coordinatesOfValue(field.type, inside)] : []
  })
}
