import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isAbstractType,
  type OperationDefinitionNode,
} from 'graphql'
import type { KeysAt, Position } from '../planning/fetch-step.ts'
import { positionBelow } from '../planning/positions.ts'
import {
  type CollectedField,
  collectFields,
  type Fragments,
  type SelectionSource,
  selectionsBelow,
} from '../selection/collect-fields.ts'
import { anyHolds } from '../selection/conditions.ts'
import { generateShape, generateWriter } from './generate-writer.ts'
import { compileCompleter } from './local-complete.ts'
import type { LocalRun } from './local-run.ts'
import { type FieldCall, type FieldWriter, interpretFields, type ObjectWriter } from './write-fields.ts'

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
