import { createHash } from 'node:crypto'
import {
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql'

/** An object of the generated world: its fields follow from its type, its id and the seed. */
export interface GeneratedObject {
  __typename: string
  id: string
}

/** What decides everything that a generated world answers. */
export interface World {
  seed: number
  /** Out of 100 values, how many are null, fail, or are of a wrong type. */
  faultPercent: number
  /**
   * When values come: at once, later, or now so and now so. With faults it is one of the first two: graphql-js leaves
   * rejections unhandled when one item of a list fails at once while others are still to come.
   */
  timing: 'sync' | 'async' | 'mixed'
}

/** A number from 0 to 2^32 that depends on nothing but its parts. */
function draw(...parts: readonly (string | number)[]): number {
  return createHash('sha1').update(parts.join('/')).digest().readUInt32BE(0)
}

const ENTITY_TYPES = new Set(['Book', 'Film', 'Author', 'Person', 'Company'])

const CONCRETE: Readonly<Record<string, readonly string[]>> = {
  Item: ['Book', 'Film'],
  Media: ['Book', 'Film'],
  Account: ['Person', 'Company'],
}

function objectValue(typeName: string, place: string, dice: number): unknown {
  const names = CONCRETE[typeName] ?? [typeName]
  const name = names[dice % names.length] ?? typeName
  // Entities meet again under the same few ids; value objects belong to the place where they are.
  return { __typename: name, id: ENTITY_TYPES.has(name) ? `${name}${dice % 3}` : place }
}

function leafValue(typeName: string, dice: number): unknown {
  if (typeName === 'Int') return dice % 1000
  if (typeName === 'Float') return (dice % 1000) / 4
  if (typeName === 'Json') return dice % 2 ? { any: [dice % 10] } : dice % 10
  if (typeName === 'Rating') return dice % 2 ? 'GOOD' : 'BAD'
  return `${typeName}-${dice % 1000}`
}

function wrongValue(type: GraphQLOutputType, dice: number): unknown {
  if (isListType(type)) return dice
  if (isUnionType(type) || isInterfaceType(type)) return { __typename: 'Nothing', id: '1' }
  if (isObjectType(type)) return ENTITY_TYPES.has(type.name) || type.name === 'Account' ? null : 'text'
  if (isEnumType(type)) return 'UGLY'
  if (type.name === 'Json') return null
  return isScalarType(type) && type.name !== 'String' && type.name !== 'ID' ? 'text' : { not: 'text' }
}

function faultValue(type: GraphQLOutputType, place: string, dice: number): unknown {
  const kind = dice % 3
  if (kind === 0) return null
  return kind === 1 ? new Error(`fault at ${place}`) : wrongValue(type, dice)
}

function generateValue(world: World, type: GraphQLOutputType, place: string): unknown {
  if (isNonNullType(type)) return generateValue(world, type.ofType, place)
  const dice = draw(world.seed, place)
  if (dice % 100 < world.faultPercent) return faultValue(type, place, draw(world.seed, place, 'fault'))
  if (isListType(type))
    return Array.from({ length: dice % 4 }, (_, i) =>
      timed(world, `${place}/${i}`, generateValue(world, type.ofType, `${place}/${i}`)),
    )
  if (isScalarType(type) || isEnumType(type)) return leafValue(type.name, dice)
  return objectValue(type.name, place, dice)
}

function isLater({ seed, timing }: World, place: string): boolean {
  return timing === 'mixed' ? draw(seed, place, 'later') % 3 === 0 : timing === 'async'
}

function timed(world: World, place: string, value: unknown): unknown {
  if (!isLater(world, place)) return value
  return value instanceof Error ? Promise.reject(value) : Promise.resolve(value)
}

/** What a field of a generated object answers: at once or later, and thrown when it is an error. */
export function resolveGenerated(world: World, type: GraphQLOutputType, place: string): unknown {
  const value = timed(world, place, generateValue(world, type, place))
  if (value instanceof Error) throw value
  return value
}

/** The number that a required field is computed from its inputs; without one of them it fails. */
export function computeFrom(inputs: readonly unknown[]): number {
  if (inputs.some((input) => input === null || input === undefined)) throw new Error('an input is missing')
  return inputs.reduce<number>((sum, input) => sum + String(input).length, 0)
}

/** A value or what stands for it once graphql-js has refused it. */
export function inputValue(world: World, schema: GraphQLSchema, place: string, type: string): unknown {
  const scalar = schema.getType(type)
  if (!isScalarType(scalar)) throw new TypeError(`${type} is no scalar`)
  try {
    const value = generateValue(world, scalar, place)
    return value instanceof Error || value === null ? null : scalar.serialize(value)
  } catch {
    return null
  }
}
