import {
  type DocumentNode,
  type FieldNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'

/**
 * The name under which a field is kept while the answer is put together.
 *
 * A client may call one field by the name of another (`id: name`), or ask for a field with its own arguments that a
 * subgraph requires with others. Inside, each field with each set of arguments has one name of its own, so neither
 * can pass for the other; the client's names come back when the answer is projected.
 */
export interface CanonicalKeys {
  keyOf(field: FieldNode): string
  /** The name that the client first gave to a key; for a place that the client's own selection no longer leads to. */
  clientKeyOf(key: string): string
}

const responseKeyOf = ({ alias, name }: FieldNode): string => alias?.value ?? name.value

function createKeys(keyOf: (field: FieldNode) => string): CanonicalKeys {
  const clientKeys = new Map<string, string>()
  return {
    keyOf(field) {
      const key = keyOf(field)
      if (!clientKeys.has(key)) clientKeys.set(key, responseKeyOf(field))
      return key
    },
    clientKeyOf: (key) => clientKeys.get(key) ?? key,
  }
}

/** Creates the keys of one operation; the first set of arguments met gets the first number. */
export function createCanonicalKeys(): CanonicalKeys {
  const keys = new Map<string, string>()
  return createKeys(({ name: { value: name }, arguments: args }) => {
    if (!args || args.length === 0) return name
    const identity = `${name}(${args.map(print).sort().join()})`
    const key = keys.get(identity) ?? `${name}__a${keys.size}`
    keys.set(identity, key)
    return key
  })
}

/** Creates the keys of a mutation: two calls of one field are two effects, so an alias keeps them apart. */
export function createMutationKeys(): CanonicalKeys {
  const keys = createCanonicalKeys()
  return createKeys((field) =>
    field.alias ? `${field.name.value}__m_${field.alias.value}` : keys.keyOf(field),
  )
}

function aliased(field: FieldNode, key: string): FieldNode {
  const { alias: _, ...plain } = field
  return key === field.name.value ? plain : { ...plain, alias: { kind: Kind.NAME, value: key } }
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

const isIntrospection = ({ name: { value } }: FieldNode): boolean =>
  value === '__schema' || value === '__type'

const isTypename = (selection: SelectionNode): boolean =>
  selection.kind === Kind.FIELD && selection.name.value === '__typename'

const isConditional = ({ directives }: SelectionNode): boolean =>
  directives?.some(({ name }) => name.value === 'skip' || name.value === 'include') ?? false

/**
 * An object is there also when nothing below it is asked for: without a field that always is, the planner would drop
 * it together with its last field.
 */
function withUnconditionalField(selectionSet: SelectionSetNode): SelectionSetNode {
  const isSure = selectionSet.selections.some((each) => each.kind === Kind.FIELD && !isConditional(each))
  return isSure ? selectionSet : { ...selectionSet, selections: [...selectionSet.selections, TYPENAME] }
}

/**
 * The document as it is planned: canonical keys instead of the client's aliases, and nothing the gateway knows or
 * decides itself, as what comes later by `@defer`.
 */
export function withCanonicalKeys(document: DocumentNode, keys: CanonicalKeys): DocumentNode {
  return visit(document, {
    Directive: { enter: ({ name }) => (name.value === 'defer' ? null : undefined) },
    Field: { enter: (field) => (isIntrospection(field) ? TYPENAME : aliased(field, keys.keyOf(field))) },
    SelectionSet: { leave: withUnconditionalField },
    OperationDefinition: {
      leave(operation) {
        const selections = operation.selectionSet.selections.filter((selection) => !isTypename(selection))
        return { ...operation, selectionSet: { ...operation.selectionSet, selections } }
      },
    },
  })
}
