import {
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getVariableValues,
  OperationTypeNode,
} from 'graphql'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import { selectionOf } from '../planning/entity-selection.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import type { Target } from '../planning/rewrites.ts'
import type { Variables } from '../selection/conditions.ts'
import type { CompiledFetch, EntityInput, OperationRun } from './fetch.ts'
import { resolveEntity, type ResolvedEntity } from './local-entities.ts'
import { compileObjectWriters, type ObjectWriter, writeField, writeFields } from './local-fields.ts'
import { isPromise, type LocalRun, settle, waitFor } from './local-run.ts'

const NO_VARIABLES: Variables = {}

/** A failure of a whole object shows at each of the fields that were asked of it. */
function failFields(writer: ObjectWriter | undefined, target: Target, cause: unknown, run: LocalRun): void {
  const failure = { cause, isReported: false }
  if (!writer) run.failures.addUnplaced(failure)
  for (const { key } of writer?.fields ?? []) run.failures.add(target, key, failure)
}

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

/** Compiles a step for a subgraph of this process: its resolvers are called straight from the selection. */
export function compileLocalFetch(
  step: FetchStep,
  subgraph: Subgraph,
  supergraphSchema: GraphQLSchema,
): CompiledFetch {
  const { schema } = subgraph
  let fieldCount = 0
  const { operation, fragments } = step
  const writers = compileObjectWriters([{ selectionSet: selectionOf(step), conditions: [] }], {
    schema,
    supergraphSchema,
    operation,
    fragments,
    renames: new Map(
      step.outputRewrites.flatMap((rewrite) =>
        rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as const] : [],
      ),
    ),
    nextIndex: () => fieldCount++,
  })
  const coerce = compileVariables(step, schema)
  const isMutation = operation.operation === OperationTypeNode.MUTATION
  const entitiesInfo = createEntitiesInfo(step, schema)

  const createRun = ({ scope, variables, failures }: OperationRun, done: () => void): LocalRun => ({
    context: scope.contextOf(subgraph),
    variables: coerce(variables),
    failures,
    calls: [],
    pending: 1,
    done,
  })
  const writeEntity = (entity: ResolvedEntity | undefined, target: Target, run: LocalRun): void => {
    if (!entity || entity.source === null || entity.source === undefined) return
    if (entity.source instanceof Error) throw entity.source
    writeFields(writers(entity.type), entity.source, target, run)
  }
  const failEntity = ({ target, representation }: EntityInput, cause: unknown, run: LocalRun): void => {
    const type = schema.getType(String(representation.__typename))
    const writer =
      type && 'getInterfaces' in type && 'isTypeOf' in type ? writers(type as GraphQLObjectType) : undefined
    failFields(writer, target, cause, run)
  }
  const fetchEntity = (input: EntityInput, run: LocalRun): void => {
    try {
      const entity = resolveEntity(schema, input.representation, run, entitiesInfo)
      if (isPromise(entity)) {
        waitFor(
          entity,
          run,
          (settled) => writeEntity(settled as ResolvedEntity | undefined, input.target, run),
          (cause) => failEntity(input, cause, run),
        )
      } else {
        writeEntity(entity, input.target, run)
      }
    } catch (cause) {
      failEntity(input, cause, run)
    }
  }

  return {
    fetchRoot(target, operationRun, done) {
      const run = createRun(operationRun, done)
      const writer = writers(rootTypeOf(schema, operation.operation))
      if (isMutation) {
        void writeSerially(writer, target, run).then(() => settle(run))
        return
      }
      writeFields(writer, undefined, target, run)
      settle(run)
    },
    fetchEntities(inputs, operationRun, done) {
      const run = createRun(operationRun, done)
      for (const input of inputs) fetchEntity(input, run)
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
