import {
  block,
  compileFunction,
  createConstants,
  objectLiteral,
  property,
  quoted,
} from '../generate/source.ts'
import type { Target } from '../planning/rewrites.ts'

/** One input of an entity, at the top of its representation. */
export interface RepresentationField {
  key: string
  sent: string
  /** What is missing is sent as null. */
  isOptional: boolean
  /** Copies an object or a list; undefined when a part of it must be there and is not. */
  copy: ((value: unknown) => { value: unknown } | undefined) | undefined
}

const copyIfThere = (copy: NonNullable<RepresentationField['copy']>) => (value: unknown) =>
  value === undefined ? undefined : copy(value)?.value

/** Compiles the representations of objects whose inputs stand on one type; undefined when one of them has none. */
export function generateRepresentations(
  type: string,
  satisfies: (typeName: unknown) => boolean,
  fields: readonly RepresentationField[],
): (entities: readonly Target[]) => Target[] | undefined {
  const constants = createConstants()
  const typeName = property('entity', '__typename')
  const otherType = `${typeName} !== ${quoted(type)} && !${constants.nameOf(satisfies)}(${typeName})`
  const reads = fields.flatMap(({ key, copy, isOptional }, index) => {
    const read = property('entity', key)
    const value = copy ? `${constants.nameOf(copyIfThere(copy))}(${read})` : read
    const whenMissing = isOptional ? `value${index} = null` : 'return undefined'
    return [`let value${index} = ${value}`, block(`value${index} === undefined`, [whenMissing])]
  })
  const properties = fields.map(({ sent }, index) => [sent, `value${index}`] as const)
  const statements = [
    'const representations = new Array(entities.length)',
    'for (let index = 0; index < entities.length; index += 1) {',
    'const entity = entities[index]',
    block(otherType, ['return undefined']),
    ...reads,
    `representations[index] = ${objectLiteral(properties)}`,
    '}',
    'return representations',
  ]
  return compileFunction(['entities'], statements, constants)
}
