import { createHash } from 'node:crypto'
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  Kind,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  type TypeNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { createBoundedCache } from '../execution/lru.ts'
import type { ValidOperation } from '../execution/prepare.ts'
import { deprecationHeaders, deprecationsOf } from '../schema-check/deprecation.ts'
import { personalFieldsOf } from './personal-fields.ts'

/** Whose graph: everybody's, or the contract that partners see. */
export type Audience = 'graph' | 'partner'

/** What there is to say of an operation, whoever sends it with whatever variables. */
export interface OperationFacts {
  /** By its audience and its shape: the same for texts that differ in their values alone. */
  hash: string
  audience: Audience
  name: string | undefined
  /** The schema coordinates that it touches, fragments included. */
  coordinates: readonly string[]
  /** Fields of the operation's root, by their names in the schema. */
  rootFields: readonly string[]
  /** Categories of `@pii` among what it reads. */
  personal: readonly string[]
  /** What its answer says of deprecated parts of the schema. */
  headers: Readonly<Record<string, string>>
}

/** What of a schema is looked up for each of its operations. */
interface Lookup {
  audience: Audience
  schema: GraphQLSchema
  personal: ReadonlyMap<string, string>
  deprecations: ReadonlyMap<string, string>
}

/** Tells the facts of an operation that stands in this text. */
export type TellFacts = (operation: ValidOperation, query: string) => OperationFacts

/** What facts of one operation weigh, beside what their text does: measured on our largest, rounded up. */
const FACTS_BYTES = 8 * 1024
const MAX_BYTES = 16 * 1024 * 1024

/**
 * Tells the facts of operations of one schema, each looked through once: half a millisecond for our largest. Texts that
 * differ in their strings alone share them, as they share a plan. `supergraph` says what is personal.
 */
export function createOperationFacts(
  schema: GraphQLSchema,
  supergraph: DocumentNode,
  audience: Audience = 'graph',
): TellFacts {
  const lookup = {
    audience,
    schema,
    personal: personalFieldsOf(supergraph),
    deprecations: deprecationsOf(schema),
  }
  const ofOperation = new WeakMap<OperationDefinitionNode, OperationFacts>()
  const ofText = createBoundedCache<OperationFacts>(MAX_BYTES)
  const find = ({ document, operation }: ValidOperation, query: string): OperationFacts => {
    const text = withoutStrings(query)
    const key = text && `${operation.name?.value ?? ''}\0${text}`
    const known = key && ofText.get(key)
    if (known) return known
    const facts = factsOf(lookup, document, operation)
    if (key) ofText.set(key, facts, key.length + FACTS_BYTES)
    return facts
  }
  return (valid, query) => {
    const known = ofOperation.get(valid.operation) ?? find(valid, query)
    ofOperation.set(valid.operation, known)
    return known
  }
}

/** Where a text has strings; block strings and comments could hide from it what is no string. */
const STRINGS = /"(?:[^"\\\n]|\\.)*"/g

const withoutStrings = (query: string): string | undefined =>
  query.includes('"""') || query.includes('#') ? undefined : query.replace(STRINGS, '""')

function factsOf(
  { audience, schema, personal, deprecations }: Lookup,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationFacts {
  const used = partOf(document, operation)
  const coordinates = [...coordinatesOf(schema, used)].sort()
  const root = `${schema.getRootType(operation.operation)?.name}.`
  const categories = new Set(coordinates.flatMap((coordinate) => personal.get(coordinate) ?? []))
  return {
    hash: createHash('sha256')
      .update(`${audience}\n${shapeOf(used)}`)
      .digest('hex'),
    audience,
    name: operation.name?.value,
    coordinates,
    rootFields: coordinates.flatMap((coordinate) =>
      coordinate.startsWith(root) && !coordinate.includes('(') ? [coordinate.slice(root.length)] : [],
    ),
    personal: [...categories].sort(),
    headers: deprecationHeaders(coordinates.flatMap((coordinate) => deprecations.get(coordinate) ?? [])),
  }
}

/** The schema coordinates that one operation of a document touches, by whatever variables. */
export const coordinatesUsed = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly string[] => [...coordinatesOf(schema, partOf(document, operation))]

/** An operation with its fragments, and nothing else of its document. */
const partOf = (document: DocumentNode, operation: OperationDefinitionNode): DocumentNode => ({
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

/** The text without the values in it. */
function shapeOf(document: DocumentNode): string {
  return print(
    visit(document, {
      StringValue: (node) => ({ ...node, value: '', block: false }),
      IntValue: (node) => ({ ...node, value: '0' }),
      FloatValue: (node) => ({ ...node, value: '0' }),
      ListValue: { leave: (node) => ({ ...node, values: node.values.slice(0, 1) }) },
    }),
  )
}

/**
 * A field that is asked of an interface is used on each of its types; a type is used by whoever gets it; what a variable
 * of an input type may say is all used, because any request may say it.
 */
function coordinatesOf(schema: GraphQLSchema, document: DocumentNode): ReadonlySet<string> {
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
        addInput(info.getArgument()?.type, coordinates, false)
      },
      ObjectField({ name }) {
        const parent = getNamedType(info.getParentInputType())
        if (parent) coordinates.add(`${parent.name}.${name.value}`)
      },
      EnumValue({ value }) {
        const type = getNamedType(info.getInputType())
        if (type) coordinates.add(`${type.name}.${value}`)
      },
      VariableDefinition({ type }) {
        const named = namedType(type)
        const found = schema.getType(named)
        if (isInputObjectType(found) || isEnumType(found)) addInput(found, coordinates, true)
      },
    }),
  )
  return coordinates
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}

function withImplementations(schema: GraphQLSchema, type: GraphQLNamedType): string[] {
  if (!isInterfaceType(type)) return [type.name]
  const { objects, interfaces } = schema.getImplementations(type)
  return [type, ...objects, ...interfaces].map(({ name }) => name)
}

/** An input type; with all that a variable of it may say. */
function addInput(type: GraphQLInputType | undefined, coordinates: Set<string>, isWhole: boolean): void {
  const named = getNamedType(type)
  if (!named) return
  const isNew = !coordinates.has(named.name)
  coordinates.add(named.name)
  if (!isWhole) return
  if (isEnumType(named)) for (const { name } of named.getValues()) coordinates.add(`${named.name}.${name}`)
  if (!isInputObjectType(named) || !isNew) return
  for (const field of Object.values(named.getFields())) {
    coordinates.add(`${named.name}.${field.name}`)
    addInput(field.type, coordinates, true)
  }
}
