import { createHash } from 'node:crypto'
import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, print, visit } from 'graphql'
import { createBoundedCache } from '../execution/lru.ts'
import type { ValidOperation } from '../execution/prepare.ts'
import { deprecationHeaders, deprecationsOf } from '../schema-check/deprecation.ts'
import { coordinatesOf, coordinatesSent, partOf, withVariables } from './coordinates.ts'
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
  /** What its answer says of deprecated parts of the schema, by the variables that it was sent with. */
  headersFor(sent: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>
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
  const written = coordinatesOf(schema, used)
  const coordinates = [...withVariables(schema, operation, written)].sort()
  const headersOf = (told: Iterable<string>) =>
    deprecationHeaders([...told].flatMap((coordinate) => deprecations.get(coordinate) ?? []))
  const headers = headersOf(written)
  const maySend = coordinates.some((coordinate) => deprecations.has(coordinate) && !written.has(coordinate))
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
    headersFor: maySend
      ? (sent) => headersOf([...written, ...coordinatesSent(schema, operation, sent)])
      : () => headers,
  }
}

/** The text without the values in it, and without the names that a client gives its fields: some write ids into those. */
function shapeOf(document: DocumentNode): string {
  return print(
    visit(document, {
      Field: { leave: ({ alias: _alias, ...node }) => node },
      StringValue: (node) => ({ ...node, value: '', block: false }),
      IntValue: (node) => ({ ...node, value: '0' }),
      FloatValue: (node) => ({ ...node, value: '0' }),
      ListValue: { leave: (node) => ({ ...node, values: node.values.slice(0, 1) }) },
    }),
  )
}
