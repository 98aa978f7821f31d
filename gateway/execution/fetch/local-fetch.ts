import {
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getVariableValues,
  isObjectType,
  OperationTypeNode,
} from 'graphql'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { selectionOf } from '../planning/entity-selection.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import { positionOf } from '../planning/positions.ts'
import { renamesOf, type Target } from '../planning/rewrites.ts'
import type { Variables } from '../selection/conditions.ts'
import type { CompiledFetch, EntityInputs, OperationRun } from './fetch.ts'
import { generateEntities, type WriteEntities } from './generate-entities.ts'
import { compileEntityTypes, type EntityType, type ResolvedEntity } from './local-entities.ts'
import { compileObjectWriters } from './local-fields.ts'
import { isPromise, type LocalRun, settle, waitFor } from './local-run.ts'
import { compileKeys, type KeysOf } from './step-keys.ts'
import { type ObjectWriter, writeField } from './write-fields.ts'

const NO_VARIABLES: Variables = {}

/** The variables of a fetch without the representations, which never leave this process. */
function compileVariables({ operation }: FetchStep, schema: GraphQLSchema) {
  const definitions = (operation.variableDefinitions ?? []).filter(
    ({ variable }) => variable.name.value !== 'representations',
  )
  if (definitions.length === 0) return () => NO_VARIABLES
  return (variables: Variables): Variables => {
    const { coerced, errors } = getVariableValues(schema, definitions, variables)
    if (errors) throw errors[0]
    return coerced
  }
}

function rootTypeOf(schema: GraphQLSchema, operation: OperationTypeNode): GraphQLObjectType {
  const type = schema.getRootType(operation)
  if (!type) throw new TypeError(`a subgraph has no ${operation} type`)
  return type
}

/** The effects of a mutation happen one after the other, each with everything that it answers. */
async function writeSerially(writer: ObjectWriter, target: Target, run: LocalRun): Promise<void> {
  for (const field of writer.fields) {
    if (field.isIncluded && !field.isIncluded(run.variables)) continue
    await new Promise<void>((resolve) => {
      const part: LocalRun = { ...run, pending: 1, done: resolve }
      writeField(field, undefined, target, part)
      settle(part)
    })
  }
}

/** A step on a subgraph of this process, compiled. */
interface LocalStep {
  subgraph: Subgraph
  writers(type: GraphQLObjectType): ObjectWriter
  keysOf: KeysOf
  coerce(variables: Variables): Variables
  entityTypeOf(name: unknown): EntityType
  entitiesInfo: GraphQLResolveInfo
  /** Compiled when entities are fetched for the second time. */
  writeEntities: WriteEntities | undefined
  hasRun: boolean
}

function compileStep(step: FetchStep, subgraph: Subgraph, supergraphSchema: GraphQLSchema): LocalStep {
  const { schema } = subgraph
  const { operation, fragments } = step
  let fieldCount = 0
  const selection = { selectionSet: selectionOf(step), conditions: [] }
  const entitiesInfo = createEntitiesInfo(step, schema)
  return {
    subgraph,
    writers: compileObjectWriters([selection], {
      schema,
      supergraphSchema,
      operation,
      fragments,
      renames: renamesOf(step.outputRewrites),
      keysAt: step.keysAt,
      position: positionOf(step.path),
      nextIndex: () => fieldCount++,
    }),
    keysOf: compileKeys(step, supergraphSchema),
    coerce: compileVariables(step, schema),
    entityTypeOf: compileEntityTypes(schema, entitiesInfo),
    entitiesInfo,
    writeEntities: undefined,
    hasRun: false,
  }
}

function startRun(step: LocalStep, run: OperationRun, done: () => void): LocalRun {
  const isRepeated = step.hasRun
  step.hasRun = true
  return {
    context: run.scope.contextOf(step.subgraph),
    variables: step.coerce(run.variables),
    failures: run.failures,
    calls: [],
    isRepeated,
    pending: 1,
    done,
  }
}

/** A failure of a whole entity shows at each of the fields that were asked of it. */
function failEntity({ keysOf }: LocalStep, target: Target, cause: unknown, run: LocalRun): void {
  const failure = { cause, isReported: false }
  run.failures.addUnplaced(failure)
  for (const key of keysOf(target)) run.failures.add(target, key, failure)
}

function writeEntity(
  step: LocalStep,
  entity: ResolvedEntity | undefined,
  target: Target,
  run: LocalRun,
): void {
  if (!entity || entity.source === null || entity.source === undefined) return
  if (entity.source instanceof Error) throw entity.source
  step.writers(entity.type).write(entity.source, target, run)
}

/** Writes what was found. What an object of an interface is may take a promise of its own to know. */
function writeFound(
  step: LocalStep,
  { objectType, resolveType }: EntityType,
  source: unknown,
  target: Target,
  run: LocalRun,
): void {
  const entity = objectType ? { type: objectType, source } : resolveType(source, run)
  if (!isPromise(entity)) {
    writeEntity(step, entity, target, run)
    return
  }
  waitFor(
    entity,
    run,
    (settled) => writeEntity(step, settled as ResolvedEntity | undefined, target, run),
    (cause) => failEntity(step, target, cause, run),
  )
}

/** Goes on with what a resolver answered, now or when it is there. */
function finishEntity(
  step: LocalStep,
  entityType: EntityType,
  found: unknown,
  target: Target,
  run: LocalRun,
): void {
  if (!isPromise(found)) {
    writeFound(step, entityType, found, target, run)
    return
  }
  waitFor(
    found,
    run,
    (settled) => writeFound(step, entityType, settled, target, run),
    (cause) => failEntity(step, target, cause, run),
  )
}

function fetchEntity(step: LocalStep, target: Target, representation: Target, run: LocalRun): void {
  try {
    const entityType = step.entityTypeOf(representation.__typename)
    const { resolve } = entityType
    const found = resolve ? resolve(representation, run.context, step.entitiesInfo) : representation
    finishEntity(step, entityType, found, target, run)
  } catch (cause) {
    failEntity(step, target, cause, run)
  }
}

function interpretEntities(step: LocalStep, { targets, representations }: EntityInputs, run: LocalRun): void {
  for (const [index, target] of targets.entries())
    fetchEntity(step, target, representations[index] as Target, run)
}

/** The entities of a step are nearly always of one type: that of the first one. */
function compileEntities(step: LocalStep, typeName: unknown): WriteEntities {
  const type = step.subgraph.schema.getType(String(typeName))
  if (!isObjectType(type)) return (inputs, run) => interpretEntities(step, inputs, run)
  const entityType = step.entityTypeOf(type.name)
  return generateEntities({
    typeName: type.name,
    resolve: entityType.resolve,
    info: step.entitiesInfo,
    writer: step.writers(type),
    fetch: (target, representation, run) => fetchEntity(step, target, representation, run),
    finish: (target, found, run) => finishEntity(step, entityType, found, target, run),
    fail: (target, cause, run) => failEntity(step, target, cause, run),
  })
}

function writeEntities(step: LocalStep, inputs: EntityInputs, run: LocalRun): void {
  if (!run.isRepeated) {
    interpretEntities(step, inputs, run)
    return
  }
  step.writeEntities ??= compileEntities(step, inputs.representations[0]?.__typename)
  step.writeEntities(inputs, run)
}

/** Compiles a step for a subgraph of this process: its resolvers are called straight from the selection. */
export function compileLocalFetch(
  fetchStep: FetchStep,
  subgraph: Subgraph,
  supergraphSchema: GraphQLSchema,
): CompiledFetch {
  const step = compileStep(fetchStep, subgraph, supergraphSchema)
  const { operation } = fetchStep.operation
  return {
    fetchRoot(target, operationRun, done) {
      const run = startRun(step, operationRun, done)
      const writer = step.writers(rootTypeOf(subgraph.schema, operation))
      if (operation === OperationTypeNode.MUTATION) {
        void writeSerially(writer, target, run).then(() => settle(run))
      } else {
        writer.write(operationRun.event, target, run)
        settle(run)
      }
    },
    fetchEntities(inputs, operationRun, done) {
      const run = startRun(step, operationRun, done)
      writeEntities(step, inputs, run)
      settle(run)
    },
  }
}

/** What `__resolveReference` may ask about its call. */
function createEntitiesInfo({ operation, fragments }: FetchStep, schema: GraphQLSchema): GraphQLResolveInfo {
  const parentType = rootTypeOf(schema, OperationTypeNode.QUERY)
  const field = parentType.getFields()._entities
  return {
    fieldName: '_entities',
    fieldNodes: [],
    returnType: field?.type ?? parentType,
    parentType,
    path: { prev: undefined, key: '_entities', typename: parentType.name },
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues: {},
  }
}
