import {
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLOutputType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql'
import { builtInCheck } from '../generate/leaf-check.ts'
import {
  assignment,
  block,
  compileFunction,
  type Constants,
  createConstants,
  objectLiteral,
  property,
  quoted,
  type Source,
} from '../generate/source.ts'
import type { Target } from '../planning/rewrites.ts'
import { collectFields, type SelectionSource, selectionsBelow } from '../selection/collect-fields.ts'
import { anyHolds, type Variables } from '../selection/conditions.ts'
import { isMetaField, type ProjectionContext, runtimeType } from './projection-context.ts'

/**
 * Projects values that are in every way as their type says; undefined for all others.
 *
 * It reports nothing and changes nothing: what it does not answer is projected once more by `compile-projection.ts`,
 * which knows what each fault means.
 */
export type ExpectedProjector = (value: unknown, variables: Variables) => unknown

const PARAMETERS = ['source', 'variables']
const GIVE_UP: Source = 'return undefined'

const isMissing = (value: Source): Source => `${value} === null || ${value} === undefined`

interface Generation extends ProjectionContext {
  constants: Constants
}

function leafCheck(type: GraphQLLeafType, value: Source, { constants }: Generation): Source | undefined {
  if (!isEnumType(type)) return builtInCheck(type, value)
  const names = new Set(type.getValues().map(({ name }) => name))
  return `${constants.nameOf(names)}.has(${value})`
}

/** Statements that leave the projected value of a variable in it, or give up. */
function projectVariable(
  type: GraphQLOutputType,
  sources: readonly SelectionSource[],
  variable: Source,
  generation: Generation,
): Source[] {
  const nullable = isNonNullType(type) ? type.ofType : type
  const whenMissing = isNonNullType(type) ? GIVE_UP : `${variable} = null`
  if (!isLeafType(nullable)) {
    const project = generation.constants.nameOf(generateProjector(nullable, sources, generation))
    return [
      block(isMissing(variable), [whenMissing]),
      `else if ((${variable} = ${project}(${variable}, variables)) === undefined) ${GIVE_UP}`,
    ]
  }
  const check = leafCheck(nullable, variable, generation)
  if (!check) return [block(isMissing(variable), [whenMissing])]
  return [block(`!(${check})`, [`if (!(${isMissing(variable)})) ${GIVE_UP}`, whenMissing])]
}

interface GeneratedField {
  responseKey: string
  isIncluded: ReturnType<typeof anyHolds>
  /** Statements that leave the field's value in the variable. */
  statements: Source[]
  variable: Source
}

function generateFields(
  type: GraphQLCompositeType,
  sources: readonly SelectionSource[],
  generation: Generation,
): GeneratedField[] {
  const definitions = 'getFields' in type ? type.getFields() : {}
  const collected = collectFields(generation.schema, type, sources, generation.fragments)
  return collected.flatMap((field, index): GeneratedField[] => {
    const variable = `value${index}`
    const isIncluded = anyHolds(field.occurrences.map(({ conditions }) => conditions))
    const common = { responseKey: field.responseKey, isIncluded, variable }
    if (field.name === '__typename')
      return [{ ...common, statements: [`const ${variable} = ${quoted(type.name)}`] }]
    const definition = isMetaField(field.name) ? undefined : definitions[field.name]
    if (!definition) return []
    const read = `let ${variable} = ${property('source', generation.keys.keyOf(field.node))}`
    const below = projectVariable(definition.type, selectionsBelow(field), variable, generation)
    return [{ ...common, statements: [read, ...below] }]
  })
}

/** The object at once when all its fields are sure, field by field when some depend on variables. */
function objectStatements(fields: readonly GeneratedField[], { constants }: Generation): Source[] {
  if (fields.every(({ isIncluded }) => !isIncluded)) {
    const properties = fields.map(({ responseKey, variable }) => [responseKey, variable] as const)
    return [...fields.flatMap(({ statements }) => statements), `return ${objectLiteral(properties)}`]
  }
  const assignments = fields.map(({ responseKey, isIncluded, statements, variable }) => {
    const condition = isIncluded ? `${constants.nameOf(isIncluded)}(variables)` : 'true'
    return block(condition, [...statements, assignment('result', responseKey, variable)])
  })
  return ['const result = {}', ...assignments, 'return result']
}

/** Compiles the projector of one object type under a selection. */
export function generateObjectProjector(
  type: GraphQLCompositeType,
  sources: readonly SelectionSource[],
  context: ProjectionContext,
): ExpectedProjector {
  const generation: Generation = { ...context, constants: createConstants() }
  const fields = generateFields(type, sources, generation)
  const notAnObject = `typeof source !== 'object' || Array.isArray(source)`
  const statements = [block(notAnObject, [GIVE_UP]), ...objectStatements(fields, generation)]
  return compileFunction(PARAMETERS, statements, generation.constants)
}

function generateListProjector(
  item: GraphQLOutputType,
  sources: readonly SelectionSource[],
  context: ProjectionContext,
): ExpectedProjector {
  const generation: Generation = { ...context, constants: createConstants() }
  const statements = [
    block('!Array.isArray(source)', [GIVE_UP]),
    'const result = []',
    'for (let index = 0; index < source.length; index += 1) {',
    'let item = source[index]',
    ...projectVariable(item, sources, 'item', generation),
    'result.push(item)',
    '}',
    'return result',
  ]
  return compileFunction(PARAMETERS, statements, generation.constants)
}

/** An abstract type's projector is compiled for each object type when the first such object comes by. */
function generateAbstractProjector(
  declared: GraphQLCompositeType,
  sources: readonly SelectionSource[],
  context: ProjectionContext,
): ExpectedProjector {
  const projectors = new Map<GraphQLCompositeType, ExpectedProjector>()
  return (value, variables) => {
    const type = runtimeType(context.schema, declared, (value as Target).__typename)
    if (!type || isAbstractType(type)) return undefined
    const projector = projectors.get(type) ?? generateObjectProjector(type, sources, context)
    projectors.set(type, projector)
    return projector(value, variables)
  }
}

function generateProjector(
  type: Exclude<GraphQLOutputType, GraphQLLeafType>,
  sources: readonly SelectionSource[],
  context: ProjectionContext,
): ExpectedProjector {
  if (isNonNullType(type)) throw new TypeError('a non-null type is projected where its value stands')
  if (isListType(type)) return generateListProjector(type.ofType, sources, context)
  if (isLeafType(type)) throw new TypeError('a leaf is projected where it stands')
  if (isAbstractType(type)) return generateAbstractProjector(type, sources, context)
  return generateObjectProjector(type, sources, context)
}
