import type {
  FieldNode,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
} from 'graphql'
import type { Target } from '../planning/rewrites.ts'
import type { Variables } from '../selection/conditions.ts'
import type { Completer } from './local-complete.ts'
import { isPromise, type LocalRun, type Slots, waitFor, writeFailure } from './local-run.ts'

/** What a resolver is called with: made once per fetch, when the first call needs it, or once for all. */
export interface FieldCall {
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
