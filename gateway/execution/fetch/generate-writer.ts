import {
  type GraphQLLeafType,
  type GraphQLOutputType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { builtInCheck } from '../generate/leaf-check.ts'
import {
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
import { constantArguments } from './constant-arguments.ts'
import { completeItem, listAt } from './local-complete.ts'
import {
  continueFields,
  type FieldWriter,
  finishField,
  interpretFields,
  type ObjectWriter,
  type WriteObject,
} from './write-fields.ts'

/** What a piece of code needs to write a value to a place. */
interface Place {
  value: Source
  /** The object or list that holds the place, and the place itself. */
  container: Source
  key: Source
  /** A statement for every value that the code has no short way for. */
  otherwise: Source
  /** True where a fault is the field's: then the code may throw. */
  mayThrow: boolean
  depth: number
}

const slotOf = ({ container, key }: Place): Source => `${container}[${key}]`

const isObject = (value: Source): Source => `typeof ${value} === 'object' && ${value} !== null`

/** An object that is a value: no promise of one, and no error instead of one. */
export const isPlainObject = (value: Source): Source =>
  `${isObject(value)} && typeof ${value}.then !== 'function' && !(${value} instanceof Error)`

function writeLeaf(type: GraphQLLeafType, place: Place, constants: Constants): Source[] {
  const { value, otherwise, mayThrow } = place
  const check = builtInCheck(type, value)
  if (check) return [`if (${check}) ${slotOf(place)} = ${value}`, `else ${otherwise}`]
  if (isEnumType(type)) {
    const names = constants.nameOf(new Map(type.getValues().map(({ name, value }) => [value, name])))
    const isName = `(serialized = ${names}.get(${value})) !== undefined`
    return [`if (${isName}) ${slotOf(place)} = serialized`, `else ${otherwise}`]
  }
  if (!mayThrow) return [otherwise]
  const serialize = constants.nameOf((text: string) => type.serialize(text) ?? undefined)
  const isText = `typeof ${value} === 'string' && (serialized = ${serialize}(${value})) !== undefined`
  return [`if (${isText}) ${slotOf(place)} = serialized`, `else ${otherwise}`]
}

function writeObject(writer: ObjectWriter, place: Place, constants: Constants): Source[] {
  const { value, otherwise, depth } = place
  const name = constants.nameOf(writer)
  const child = `child${depth}`
  return [
    block(isPlainObject(value), [
      `let ${child} = ${slotOf(place)}`,
      block(`!(${isObject(child)}) || Array.isArray(${child})`, [
        `${slotOf(place)} = ${child} = ${name}.create()`,
      ]),
      `${name}.write(${value}, ${child}, run)`,
    ]),
    `else ${otherwise}`,
  ]
}

function writeList(
  type: GraphQLOutputType,
  place: Place,
  field: FieldWriter,
  constants: Constants,
): Source[] {
  const { value, otherwise, depth } = place
  const [list, index, item] = [`list${depth}`, `index${depth}`, `item${depth}`]
  const finish = `${constants.nameOf(completeItem)}(${constants.nameOf(field.completerOf(type))}`
  const itemPlace: Place = {
    value: item,
    container: list,
    key: index,
    otherwise: `${finish}, ${item}, ${list}, ${index}, run)`,
    mayThrow: false,
    depth: depth + 1,
  }
  return [
    block(`Array.isArray(${value})`, [
      `const ${list} = ${constants.nameOf(listAt)}(${place.container}, ${place.key}, ${value}.length)`,
      `for (let ${index} = 0; ${index} < ${list}.length; ${index} += 1) {`,
      `const ${item} = ${value}[${index}]`,
      ...writeValue(type, itemPlace, field, constants),
      '}',
    ]),
    `else ${otherwise}`,
  ]
}

/** Statements that write a value as `compileCompleter` would; what is out of the ordinary is left to that. */
function writeValue(
  type: GraphQLOutputType,
  place: Place,
  field: FieldWriter,
  constants: Constants,
): Source[] {
  if (isNonNullType(type)) return writeValue(type.ofType, place, field, constants)
  if (isListType(type)) return writeList(type.ofType, place, field, constants)
  if (isLeafType(type)) return writeLeaf(type, place, constants)
  if (isObjectType(type) && !type.isTypeOf) return writeObject(field.below(type), place, constants)
  return [place.otherwise]
}

/** How a field comes by its value. */
function readValue(field: FieldWriter, constants: Constants): Source {
  const { resolve, name, definition, node, argumentsOf, infoOf } = field
  if (!resolve) return property('source', name)
  const args = constantArguments(definition, node) ?? `${constants.nameOf(argumentsOf)}(run)`
  return `${constants.nameOf(resolve)}(source, ${args}, run.context, ${constants.nameOf(infoOf)}(run))`
}

function writeField(field: FieldWriter, at: number, constants: Constants): Source[] {
  const finish = `${constants.nameOf(finishField)}(${constants.nameOf(field)}, value, source, target, run)`
  const place: Place = {
    value: 'value',
    container: 'target',
    key: quoted(field.key),
    otherwise: finish,
    mayThrow: true,
    depth: 0,
  }
  const statements = [
    `at = ${at}`,
    `value = ${readValue(field, constants)}`,
    ...writeValue(field.definition.type, place, field, constants),
  ]
  return field.isIncluded
    ? [block(`${constants.nameOf(field.isIncluded)}(run.variables)`, statements)]
    : statements
}

function writeTypename({ typename, isTypenameTentative }: ObjectWriter): Source[] {
  if (typename === undefined) return []
  const write = `target.__typename = ${quoted(typename)}`
  return isTypenameTentative ? [block('target.__typename === undefined', [write])] : [write]
}

/**
 * Compiles what `interpretFields` does into one function. A field that throws is failed, and the fields after it are
 * interpreted.
 */
export function generateWriter(writer: ObjectWriter): WriteObject {
  const constants = createConstants()
  const name = constants.nameOf(writer)
  const readsProperties = writer.fields.some(({ resolve }) => !resolve)
  const interpret = `return ${constants.nameOf(interpretFields)}(${name}, source, target, run)`
  const statements = [
    ...(readsProperties ? [block(`!(${isObject('source')})`, [interpret])] : []),
    ...writeTypename(writer),
    'let at = 0',
    'let value, serialized',
    'try {',
    ...writer.fields.flatMap((field, at) => writeField(field, at, constants)),
    '} catch (cause) {',
    `${constants.nameOf(continueFields)}(${name}, at, cause, source, target, run)`,
    '}',
  ]
  return compileFunction(['source', 'target', 'run'], statements, constants)
}

/**
 * An object with a place for everything that any step may write to it: objects of one selection have one shape, and
 * none grows.
 */
export function generateShape({ typename, fields, otherKeys }: ObjectWriter): () => Target {
  const own = fields.map(({ key }) => key)
  const keys = new Set([...(typename === undefined ? [] : ['__typename']), ...own, ...otherKeys()])
  const literal = objectLiteral([...keys].map((key) => [key, 'undefined'] as const))
  return compileFunction([], [`return ${literal}`], createConstants())
}
