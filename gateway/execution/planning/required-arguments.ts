import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql'

/** A field together with the arguments that some `@requires` fixes, as a field of its own without arguments. */
export interface BoundField {
  /** The field that is really called. */
  name: string
  arguments: NonNullable<FieldNode['arguments']>
}

/** The supergraph with a field per required call, and what each of those fields stands for. */
export interface BoundSupergraph {
  supergraph: DocumentNode
  /** By the bound field's name, which no client and no subgraph uses. */
  bound: ReadonlyMap<string, BoundField>
}

type FieldsDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

const isFieldsDefinition = (node: { kind: string }): node is FieldsDefinition =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION

const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)

/** The selections of a field set, as federation writes it in directives. */
export function parseFieldSet(fieldSet: string): SelectionSetNode {
  const [definition] = parse(`{${fieldSet}}`, { noLocation: true }).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError(`not a field set: ${fieldSet}`)
  return definition.selectionSet
}

/** A directive's argument, when it is a string. */
export function stringArgument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined
}

function fieldSetWithoutBraces(selectionSet: SelectionSetNode): string {
  return print(selectionSet)
    .replace(/^\{|\}$/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Collects the calls with arguments in one pass over all `@requires`, and gives each a field. */
function createBinder(types: ReadonlyMap<string, FieldsDefinition>) {
  const names = new Map<string, string>()
  const bound = new Map<string, BoundField>()
  const added = new Map<string, Map<string, FieldDefinitionNode>>()

  const nameOf = (field: FieldNode): string => {
    const identity = `${field.name.value}(${(field.arguments ?? []).map(print).join()})`
    const name = names.get(identity) ?? `${field.name.value}__r${names.size}`
    names.set(identity, name)
    bound.set(name, { name: field.name.value, arguments: field.arguments ?? [] })
    return name
  }
  const addTo = (type: FieldsDefinition, fieldName: string, name: string): void => {
    const definition = type.fields?.find((each) => each.name.value === fieldName)
    if (!definition) return
    const fields = added.get(type.name.value) ?? new Map<string, FieldDefinitionNode>()
    fields.set(name, boundDefinition(definition, name))
    added.set(type.name.value, fields)
  }
  const bindField = (field: FieldNode, typeName: string): FieldNode => {
    const type = types.get(typeName)
    const definition = type?.fields?.find((each) => each.name.value === field.name.value)
    const below =
      field.selectionSet && definition
        ? { selectionSet: bind(field.selectionSet, namedType(definition.type)) }
        : {}
    if (!field.arguments?.length || !type) return { ...field, ...below }
    const name = nameOf(field)
    for (const each of [type, ...implementers(types, typeName)]) addTo(each, field.name.value, name)
    return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, ...below }
  }
  const bind = (selectionSet: SelectionSetNode, typeName: string): SelectionSetNode => ({
    ...selectionSet,
    selections: selectionSet.selections.map((selection) => {
      if (selection.kind === Kind.FIELD) return bindField(selection, typeName)
      if (selection.kind !== Kind.INLINE_FRAGMENT) return selection
      const narrowed = selection.typeCondition?.name.value ?? typeName
      return { ...selection, selectionSet: bind(selection.selectionSet, narrowed) }
    }),
  })
  return { bind, bound, added }
}

function implementers(
  types: ReadonlyMap<string, FieldsDefinition>,
  interfaceName: string,
): FieldsDefinition[] {
  return [...types.values()].filter((type) =>
    type.interfaces?.some(({ name }) => name.value === interfaceName),
  )
}

/** As resolvable as the field it stands for, without arguments, and hidden from clients. */
function boundDefinition(definition: FieldDefinitionNode, name: string): FieldDefinitionNode {
  const { arguments: _, description: __, ...rest } = definition
  const directives = (definition.directives ?? []).filter(({ name: { value } }) => value === 'join__field')
  return {
    ...rest,
    name: { kind: Kind.NAME, value: name },
    directives: [...directives, { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'inaccessible' } }],
  }
}

function bindDirective(
  directive: ConstDirectiveNode,
  bind: (selectionSet: SelectionSetNode) => SelectionSetNode,
): ConstDirectiveNode {
  if (directive.name.value !== 'join__field') return directive
  const args = directive.arguments?.map((argument) => {
    if (argument.name.value !== 'requires' || argument.value.kind !== Kind.STRING) return argument
    const value = fieldSetWithoutBraces(bind(parseFieldSet(argument.value.value)))
    return { ...argument, value: { ...argument.value, value } }
  })
  return { ...directive, arguments: args ?? [] }
}

const INACCESSIBLE = parse(
  'directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION',
  { noLocation: true },
).definitions

const INACCESSIBLE_LINK = parse(
  'extend schema @link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)',
  { noLocation: true },
).definitions

/** `@inaccessible` must be known to a supergraph that had no use for it so far. */
function withInaccessible(supergraph: DocumentNode): DocumentNode {
  const knows = supergraph.definitions.some(
    (definition) => definition.kind === Kind.DIRECTIVE_DEFINITION && definition.name.value === 'inaccessible',
  )
  if (knows) return supergraph
  const link = INACCESSIBLE_LINK.flatMap((each) =>
    each.kind === Kind.SCHEMA_EXTENSION ? (each.directives ?? []) : [],
  )
  const definitions = supergraph.definitions.map((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION
      ? { ...definition, directives: [...(definition.directives ?? []), ...link] }
      : definition,
  )
  return { ...supergraph, definitions: [...definitions, ...INACCESSIBLE] }
}

/**
 * Gives every call with arguments that a `@requires` asks for a field of its own.
 *
 * The planner names what it fetches by response name alone, so `price(currency: "USD")` for one requirement,
 * `price(currency: "EUR")` for another and the client's own `price` would overwrite one another unnoticed.
 */
export function bindRequiredArguments(supergraph: DocumentNode): BoundSupergraph {
  const definitions = supergraph.definitions.filter(isFieldsDefinition)
  const { bind, bound, added } = createBinder(new Map(definitions.map((type) => [type.name.value, type])))
  const rewritten = supergraph.definitions.map((type) => {
    if (!isFieldsDefinition(type)) return type
    const bindHere = (selectionSet: SelectionSetNode) => bind(selectionSet, type.name.value)
    const fields = type.fields?.map((field) => ({
      ...field,
      directives: (field.directives ?? []).map((directive) => bindDirective(directive, bindHere)),
    }))
    return { ...type, fields: fields ?? [] }
  })
  if (bound.size === 0) return { supergraph, bound }
  const withBoundFields = rewritten.map((type) =>
    isFieldsDefinition(type)
      ? { ...type, fields: [...(type.fields ?? []), ...(added.get(type.name.value)?.values() ?? [])] }
      : type,
  )
  return { supergraph: withInaccessible({ ...supergraph, definitions: withBoundFields }), bound }
}
