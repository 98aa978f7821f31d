import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type FieldNode,
  type GraphQLOutputType,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  type OperationDefinitionNode,
} from 'graphql'
import { type Position, positionBelow } from '../planning/positions.ts'
import type { Target } from '../planning/rewrites.ts'
import type { KeysAt } from '../planning/written-keys.ts'
import {
  type CollectedField,
  collectFields,
  type Fragments,
  type SelectionSource,
  selectionsBelow,
} from '../selection/collect-fields.ts'
import { anyHolds, type Variables } from '../selection/conditions.ts'
import { generateShape, generateWriter } from './generate-writer.ts'
import { type Completer, compileCompleter } from './local-complete.ts'
import { isPromise, type LocalRun, type Slots, waitFor, writeFailure } from './local-run.ts'

/** What a resolver is called with: made once per fetch, when the first call needs it, or once for all. */
interface FieldCall {
  argumentsOf(run: LocalRun): Record<string, unknown>
  infoOf(run: LocalRun): GraphQLResolveInfo
}

/** A field of a compiled selection. */
export interface FieldWriter extends FieldCall {
  key: string
  /** Undefined: a property of the source by the field's name. */
  resolve: GraphQLFieldResolver<unknown, unknown> | undefined
  name: string
  definition: GraphQLField<unknown, unknown>
  node: FieldNode
  /** Undefined: always asked for. */
  isIncluded: ((variables: Variables) => boolean) | undefined
  complete: Completer
  /** Completes values of another type at the same place of the schema: those in a list, say. */
  completerOf(type: GraphQLOutputType): Completer
  /** Writes what is selected below it. */
  below(type: GraphQLObjectType): ObjectWriter
}

/** Writes everything that a selection asks of one object. */
export type WriteObject = (source: unknown, target: Target, run: LocalRun) => void

/** The fields of one object type that a selection asks for. */
export interface ObjectWriter {
  /** Set when the selection asks for `__typename`. */
  typename: string | undefined
  /** A type that is abstract in the supergraph must not replace the name of a real one. */
  isTypenameTentative: boolean
  fields: readonly FieldWriter[]
  /** What other steps write to the same objects. */
  otherKeys(): readonly string[]
  write: WriteObject
  /** A new object to write to. */
  create(): Target
}

/** What all selections of one step share while they are compiled. */
export interface SelectionContext {
  schema: GraphQLSchema
  supergraphSchema: GraphQLSchema
  operation: OperationDefinitionNode
  fragments: Fragments
  /** What the planner's own aliases are kept as. */
  renames: ReadonlyMap<string, string>
  /** Gives each field its number. */
  nextIndex(): number
  /** What all steps write to the objects at a place; undefined where only these selections are known. */
  keysAt: KeysAt | undefined
  /** Where the objects of the selection stand; undefined where objects of several types stand. */
  position: Position | undefined
}

/** Property reads need no call; anything else goes the resolver's way. */
function readProperty(field: FieldWriter, source: unknown, run: LocalRun): unknown {
  if (typeof source !== 'object' || source === null) return undefined
  const value = (source as Slots)[field.name]
  if (typeof value !== 'function') return value
  return value.call(source, field.argumentsOf(run), run.context, field.infoOf(run))
}

function completeField(field: FieldWriter, value: unknown, target: Target, run: LocalRun): void {
  if (isPromise(value)) {
    waitFor(
      value,
      run,
      (settled) => field.complete(settled, target, field.key, run),
      (cause) => writeFailure(target, field.key, cause, run),
    )
  } else {
    field.complete(value, target, field.key, run)
  }
}

/** Writes what a resolver answered, or what a property holds. */
export function finishField(
  field: FieldWriter,
  found: unknown,
  source: unknown,
  target: Target,
  run: LocalRun,
): void {
  const isMethod = !field.resolve && typeof found === 'function'
  completeField(field, isMethod ? readProperty(field, source, run) : found, target, run)
}

function resolveField(field: FieldWriter, source: unknown, run: LocalRun): unknown {
  if (!field.resolve) return readProperty(field, source, run)
  return field.resolve(source, field.argumentsOf(run), run.context, field.infoOf(run))
}

/** Resolves one field of an object and writes it. */
export function writeField(field: FieldWriter, source: unknown, target: Target, run: LocalRun): void {
  try {
    completeField(field, resolveField(field, source, run), target, run)
  } catch (cause) {
    writeFailure(target, field.key, cause, run)
  }
}

function writeIncluded(field: FieldWriter, source: unknown, target: Target, run: LocalRun): void {
  if (field.isIncluded === undefined || field.isIncluded(run.variables))
    writeField(field, source, target, run)
}

/** Writes everything a selection asks of one object, field by field. */
export function interpretFields(writer: ObjectWriter, source: unknown, target: Target, run: LocalRun): void {
  if (writer.typename !== undefined && !(writer.isTypenameTentative && target.__typename !== undefined))
    target.__typename = writer.typename
  for (const field of writer.fields) writeIncluded(field, source, target, run)
}

/** Fails the field at this place among its object's, and goes on with the next. */
export function continueFields(
  { fields }: ObjectWriter,
  at: number,
  cause: unknown,
  source: unknown,
  target: Target,
  run: LocalRun,
): void {
  const failed = fields[at]
  if (failed) writeFailure(target, failed.key, cause, run)
  for (const field of fields.slice(at + 1)) writeIncluded(field, source, target, run)
}

/** The same objects' writer by type, compiled when the first object of that type comes by. */
export function compileObjectWriters(
  sources: readonly SelectionSource[],
  context: SelectionContext,
): (type: GraphQLObjectType) => ObjectWriter {
  const writers = new Map<GraphQLObjectType, ObjectWriter>()
  return (type) => {
    const known = writers.get(type)
    if (known) return known
    const writer = compileObjectWriter(type, sources, context)
    writers.set(type, writer)
    return writer
  }
}

function compileObjectWriter(
  type: GraphQLObjectType,
  sources: readonly SelectionSource[],
  context: SelectionContext,
): ObjectWriter {
  const collected = collectFields(context.schema, type, sources, context.fragments)
  const hasTypename = collected.some(({ name }) => name === '__typename')
  const writer: ObjectWriter = {
    typename: hasTypename ? type.name : undefined,
    isTypenameTentative: isAbstractType(context.supergraphSchema.getType(type.name)),
    fields: collected.flatMap((field) => {
      const definition = type.getFields()[field.name]
      return definition ? [compileField(type, definition, field, context)] : []
    }),
    otherKeys: () => (context.position === undefined ? [] : (context.keysAt?.(context.position) ?? [])),
    write(source, target, run) {
      if (!run.isRepeated) return interpretFields(writer, source, target, run)
      writer.create = generateShape(writer)
      writer.write = generateWriter(writer)
      writer.write(source, target, run)
    },
    create: () => ({}),
  }
  return writer
}

const placeOf = (key: string, { position }: SelectionContext): Position | undefined =>
  position === undefined ? undefined : positionBelow(position, key)

function compileField(
  parent: GraphQLObjectType,
  definition: GraphQLField<unknown, unknown>,
  field: CollectedField,
  context: SelectionContext,
): FieldWriter {
  const call = compileCall(parent, definition, field, context)
  const key = context.renames.get(field.responseKey) ?? field.responseKey
  const position = isAbstractType(getNamedType(definition.type)) ? undefined : placeOf(key, context)
  const below = compileObjectWriters(selectionsBelow(field), { ...context, position })
  const { resolve } = definition
  const completion = {
    schema: context.schema,
    coordinate: `${parent.name}.${definition.name}`,
    infoOf: call.infoOf,
    writerOf: below,
  }
  return {
    key,
    name: definition.name,
    resolve: resolve === defaultFieldResolver ? undefined : resolve,
    isIncluded: anyHolds(field.occurrences.map(({ conditions }) => conditions)),
    definition,
    node: field.node,
    ...call,
    below,
    complete: compileCompleter(definition.type, completion),
    completerOf: (type) => compileCompleter(type, completion),
  }
}

/** A value that is made once per fetch. */
function oncePerRun<Value>(index: number, create: (run: LocalRun) => Value): (run: LocalRun) => Value {
  return (run) => {
    const known = run.calls[index] as Value | undefined
    if (known) return known
    const created = create(run)
    run.calls[index] = created
    return created
  }
}

/** The representations of a fetch never leave this process; other variables do. */
const hasVariables = ({ variableDefinitions = [] }: OperationDefinitionNode): boolean =>
  variableDefinitions.some(({ variable }) => variable.name.value !== 'representations')

function compileCall(
  parent: GraphQLObjectType,
  definition: GraphQLField<unknown, unknown>,
  field: CollectedField,
  { schema, operation, fragments, nextIndex }: SelectionContext,
): FieldCall {
  const fieldNodes = field.occurrences.map(({ node }) => node)
  const path = { prev: undefined, key: field.responseKey, typename: parent.name }
  const infoWith = (variableValues: LocalRun['variables']): GraphQLResolveInfo => ({
    fieldName: definition.name,
    fieldNodes,
    returnType: definition.type,
    parentType: parent,
    path,
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues,
  })
  const info = hasVariables(operation) ? undefined : infoWith({})
  return {
    argumentsOf: oncePerRun(nextIndex(), ({ variables }) =>
      getArgumentValues(definition, field.node, variables),
    ),
    infoOf: info ? () => info : oncePerRun(nextIndex(), ({ variables }) => infoWith(variables)),
  }
}
