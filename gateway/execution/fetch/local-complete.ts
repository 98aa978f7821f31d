import {
  defaultTypeResolver,
  GraphQLError,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { isTarget, type Target } from '../planning/rewrites.ts'
import { isPromise, type LocalRun, type Slots, waitFor, writeFailure, writeNull } from './local-run.ts'

/** Writes a resolved value, completed as its type says, to a place in the answer. */
export type Completer = (value: unknown, slots: Slots, key: string | number, run: LocalRun) => void

/** Where in the schema a value comes from, for messages, and what writes the fields of an object. */
export interface CompletionContext {
  schema: GraphQLSchema
  /** `Parent.field`. */
  coordinate: string
  infoOf(run: LocalRun): GraphQLResolveInfo
  writerOf(type: GraphQLObjectType): ObjectTarget
}

/** Makes objects and fills them. */
export interface ObjectTarget {
  create(): Target
  write(source: unknown, target: Target, run: LocalRun): void
}

const isError = (value: unknown): value is Error => typeof value === 'object' && value instanceof Error

function completeLeaf(type: GraphQLLeafType): Completer {
  return (value, slots, key, run) => {
    if (value === null || value === undefined) return writeNull(slots, key)
    if (isError(value)) return writeFailure(slots, key, value, run)
    try {
      const serialized = type.serialize(value)
      if (serialized === null || serialized === undefined) {
        throw new GraphQLError(`${type.name} has no representation of this value.`)
      }
      slots[key] = serialized
    } catch {
      // What a type says of a value quotes it: somebody's data, in an error that goes to clients and their logs.
      writeFailure(slots, key, new GraphQLError(`A system answered something that is no ${type.name}.`), run)
    }
  }
}

function completeNonNull(inner: Completer, { coordinate }: CompletionContext): Completer {
  return (value, slots, key, run) => {
    if (value !== null && value !== undefined) return inner(value, slots, key, run)
    writeFailure(
      slots,
      key,
      new GraphQLError(`Cannot return null for non-nullable field ${coordinate}.`),
      run,
    )
  }
}

/** The list already at a place, when another fetch has made it; or a new one. */
export function listAt(slots: Slots, key: string | number, length: number): unknown[] {
  const existing = slots[key]
  if (Array.isArray(existing) && existing.length === length) return existing
  const list = new Array<unknown>(length).fill(undefined)
  slots[key] = list
  return list
}

function completeList(item: Completer, { coordinate }: CompletionContext): Completer {
  return (value, slots, key, run) => {
    if (value === null || value === undefined) return writeNull(slots, key)
    if (isError(value)) return writeFailure(slots, key, value, run)
    if (typeof value !== 'object' || !(Symbol.iterator in value)) {
      const cause = new GraphQLError(`Expected Iterable, but did not find one for field "${coordinate}".`)
      return writeFailure(slots, key, cause, run)
    }
    const items: readonly unknown[] = Array.isArray(value) ? value : Array.from(value as Iterable<unknown>)
    const list = listAt(slots, key, items.length) as unknown as Slots
    for (let index = 0; index < items.length; index += 1) completeItem(item, items[index], list, index, run)
  }
}

/** Writes one item of a list, now or when its promise has settled. */
export function completeItem(
  item: Completer,
  value: unknown,
  list: Slots,
  index: number,
  run: LocalRun,
): void {
  if (isPromise(value)) {
    waitFor(
      value,
      run,
      (settled) => item(settled, list, index, run),
      (cause) => writeFailure(list, index, cause, run),
    )
  } else {
    item(value, list, index, run)
  }
}

/** The object already at a place, when another fetch has made it; or a new one. */
function targetAt(slots: Slots, key: string | number, writer: ObjectTarget): Target {
  const existing = slots[key]
  if (isTarget(existing)) return existing
  const target = writer.create()
  slots[key] = target
  return target
}

/** What an `isTypeOf` that said no means. */
const notOfType = (type: GraphQLObjectType): GraphQLError =>
  new GraphQLError(`Expected value of type "${type.name}".`)

function completeObject(type: GraphQLObjectType, context: CompletionContext): Completer {
  let writer: ObjectTarget | undefined
  const write: Completer = (value, slots, key, run) => {
    writer ??= context.writerOf(type)
    writer.write(value, targetAt(slots, key, writer), run)
  }
  const { isTypeOf } = type
  return (value, slots, key, run) => {
    if (value === null || value === undefined) return writeNull(slots, key)
    if (isError(value)) return writeFailure(slots, key, value, run)
    if (!isTypeOf) return write(value, slots, key, run)
    const decide = (isOfType: unknown) =>
      isOfType ? write(value, slots, key, run) : writeFailure(slots, key, notOfType(type), run)
    try {
      const isOfType = isTypeOf(value, run.context, context.infoOf(run))
      if (!isPromise(isOfType)) return decide(isOfType)
      waitFor(isOfType, run, decide, (cause) => writeFailure(slots, key, cause, run))
    } catch (cause) {
      writeFailure(slots, key, cause, run)
    }
  }
}

/** The object type that a resolver named for a value of an abstract type; throws when it is none. */
export function runtimeTypeOf(
  schema: GraphQLSchema,
  abstract: GraphQLAbstractType,
  name: unknown,
): GraphQLObjectType {
  const type = typeof name === 'string' ? schema.getType(name) : undefined
  if (isObjectType(type) && schema.isSubType(abstract, type)) return type
  throw new GraphQLError(
    `Abstract type "${abstract.name}" must resolve to one of its Object types at runtime.`,
  )
}

function completeAbstract(abstract: GraphQLAbstractType, context: CompletionContext): Completer {
  const resolveType = abstract.resolveType ?? defaultTypeResolver
  const byType = new Map<string, Completer>()
  const complete = (
    name: unknown,
    value: unknown,
    slots: Slots,
    key: string | number,
    run: LocalRun,
  ): void => {
    const type = runtimeTypeOf(context.schema, abstract, name)
    const completer = byType.get(type.name) ?? completeObject(type, context)
    byType.set(type.name, completer)
    completer(value, slots, key, run)
  }
  return (value, slots, key, run) => {
    if (value === null || value === undefined) return writeNull(slots, key)
    if (isError(value)) return writeFailure(slots, key, value, run)
    try {
      const name = resolveType(value, run.context, context.infoOf(run), abstract)
      if (!isPromise(name)) return complete(name, value, slots, key, run)
      waitFor(
        name,
        run,
        (settled) => complete(settled, value, slots, key, run),
        (cause) => writeFailure(slots, key, cause, run),
      )
    } catch (cause) {
      writeFailure(slots, key, cause, run)
    }
  }
}

/** Compiles how values of a type are completed, by the rules of the GraphQL specification. */
export function compileCompleter(type: GraphQLOutputType, context: CompletionContext): Completer {
  if (isNonNullType(type)) return completeNonNull(compileCompleter(type.ofType, context), context)
  if (isListType(type)) return completeList(compileCompleter(type.ofType, context), context)
  if (isLeafType(type)) return completeLeaf(type)
  if (isAbstractType(type)) return completeAbstract(type, context)
  return completeObject(type, context)
}
