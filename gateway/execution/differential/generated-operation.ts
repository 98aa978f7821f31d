import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql'

/** Decisions in a row; when they run out, every further one is 0 and the operation ends soon. */
export interface Tape {
  next(choices: number): number
}

/** Reads decisions from numbers that a generator made, so that shrinking them shrinks the operation. */
export function createTape(numbers: readonly number[]): Tape {
  let position = 0
  return {
    next(choices) {
      const value = numbers[position] ?? 0
      position += 1
      return value % choices
    },
  }
}

const MAX_DEPTH = 5

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'Book.price': ['', '(currency: "USD")', '(currency: $currency)', '(currency: null)'],
  'Book.label': ['', '(size: 3)', '(size: $size)'],
  'Query.book': ['(id: "Book1")', '(id: $id)'],
  'Mutation.add': ['', '(n: 1)', '(n: $size)'],
}

const DIRECTIVES = [
  '',
  '',
  '',
  '',
  ' @include(if: $yes)',
  ' @skip(if: $yes)',
  ' @include(if: $no)',
  ' @skip(if: false)',
]

function directive(tape: Tape): string {
  return DIRECTIVES[tape.next(DIRECTIVES.length)] ?? ''
}

interface Place {
  schema: GraphQLSchema
  tape: Tape
  depth: number
}

function fieldText(
  place: Place,
  parent: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
): string {
  const { tape } = place
  const choices = ARGUMENTS[`${parent.name}.${field.name}`] ?? ['']
  const choice = tape.next(choices.length)
  // An alias that says what it stands for can stand twice; now and then it is another field's name.
  const alias =
    ['', '', `${field.name}_${choice}: `, field.name === 'title' ? 'id: ' : ''][tape.next(4)] ?? ''
  const key = alias === '' && choices.length > 1 ? `${field.name}_${choice}: ` : alias
  const named = getNamedType(field.type)
  const below = isCompositeType(named) ? selectionText({ ...place, depth: place.depth + 1 }, named) : ''
  return `${key}${field.name}${choices[choice] ?? ''}${directive(tape)}${below}`
}

function possibleConditions({ schema }: Place, type: GraphQLCompositeType): string[] {
  if (isObjectType(type)) return [type.name, ...type.getInterfaces().map(({ name }) => name)]
  return [type.name, ...schema.getPossibleTypes(type).map(({ name }) => name)]
}

/** Fields that subgraphs compute from one another's are where mistakes would be: they come up more often. */
function weighted(
  fields: readonly GraphQLField<unknown, unknown>[],
): readonly GraphQLField<unknown, unknown>[] {
  const computed = fields.filter(({ name }) => name === 'shipping' || name === 'label')
  return [...fields, ...computed, ...computed]
}

function fragmentText(place: Place, type: GraphQLCompositeType): string {
  const { tape, schema } = place
  const conditions = possibleConditions(place, type)
  const name = conditions[tape.next(conditions.length)] ?? type.name
  const condition = schema.getType(name)
  const below = isCompositeType(condition)
    ? selectionText({ ...place, depth: place.depth + 1 }, condition)
    : ''
  return tape.next(4) === 0 && name === 'Book'
    ? `...BookParts${directive(tape)}`
    : `... on ${name}${directive(tape)}${below}`
}

function selectionText(place: Place, type: GraphQLCompositeType): string {
  const { tape, depth } = place
  const fields = isObjectType(type) || isInterfaceType(type) ? weighted(Object.values(type.getFields())) : []
  const usable =
    depth < MAX_DEPTH ? fields : fields.filter((field) => !isCompositeType(getNamedType(field.type)))
  const parts: string[] = []
  const count = 1 + tape.next(depth === 0 ? 4 : 5)
  for (let index = 0; index < count; index += 1) {
    const kind = tape.next(8)
    const field = usable[tape.next(Math.max(usable.length, 1))]
    if (kind === 7) parts.push('__typename')
    else if ((kind === 6 || !field) && depth < MAX_DEPTH) parts.push(fragmentText(place, type))
    else if (field) parts.push(fieldText(place, type, field))
    else parts.push('__typename')
  }
  return ` { ${parts.join(' ')} }`
}

const VARIABLE_DEFINITIONS: Readonly<Record<string, string>> = {
  yes: 'Boolean!',
  no: 'Boolean = false',
  currency: 'String = "EUR"',
  size: 'Int',
  id: 'ID! = "Book2"',
}

const FRAGMENT = 'fragment BookParts on Book { title pages author { name } gbp: price(currency: "GBP") }'

/** Writes an operation on a schema; the same decisions write the same one. */
export function writeOperation(schema: GraphQLSchema, tape: Tape): string {
  const isMutation = tape.next(12) === 11
  const root = isMutation ? schema.getMutationType() : schema.getQueryType()
  if (!root) throw new TypeError('the schema has no root type')
  const kind = isMutation ? 'mutation' : 'query'
  const selection = selectionText({ schema, tape, depth: 0 }, root)
  const fragment = selection.includes('...BookParts') ? FRAGMENT : ''
  const used = Object.entries(VARIABLE_DEFINITIONS).filter(([name]) => selection.includes(`$${name}`))
  const definitions = used.map(([name, definition]) => `$${name}: ${definition}`).join(' ')
  return `${kind} Generated${definitions && `(${definitions})`}${selection} ${fragment}`
}

/** Values for the variables of a generated operation. */
export const VARIABLES = { yes: true, size: 7 }
