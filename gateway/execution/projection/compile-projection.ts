import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { maskText, type PiiCategory } from '../authorisation/masks.ts'
import { isTarget, type Target } from '../planning/rewrites.ts'
import {
  type CollectedField,
  collectFields,
  type SelectionSource,
  selectionsBelow,
} from '../selection/collect-fields.ts'
import { anyHolds, type Variables } from '../selection/conditions.ts'
import { projectLeaf } from './project-leaf.ts'
import { isMetaField, type ProjectionContext, runtimeType } from './projection-context.ts'
import {
  denyValue,
  INVALID,
  prefixPaths,
  type ProjectionRun,
  type Projector,
  rejectValue,
  reportFailures,
} from './projection.ts'

/** A field of the answer. */
interface FieldProjection {
  responseKey: string
  /** The canonical key that its value is kept by. */
  key: string
  isNonNull: boolean
  isIncluded: ((variables: Variables) => boolean) | undefined
  /** The caller may not see it, nor what became of it. */
  isDenied: boolean
  project: Projector
}

interface ObjectProjection {
  fields: readonly FieldProjection[]
  /** Response keys of `__typename`, and what they answer. */
  typenames: readonly Pick<FieldProjection, 'responseKey' | 'isIncluded'>[]
  typeName: string
  /** The type is abstract: nobody found out what the object really is. */
  isAbstract: boolean
}

/** Projects one field; INVALID when the object that holds it cannot be. */
function projectField(field: FieldProjection, source: Target, run: ProjectionRun): unknown {
  const from = run.errors.length
  let value = field.project(source[field.key], run)
  if (run.hasFailures && !field.isDenied && reportFailures(run, source, field.key) && value === null)
    value = INVALID
  if (value === null && field.isNonNull) {
    value = rejectValue(run, `Cannot return null for non-nullable field ${field.responseKey}.`)
  }
  if (run.errors.length !== from) prefixPaths(run, from, field.responseKey)
  return value === INVALID && !field.isNonNull ? null : value
}

/** `__proto__` is an alias like any other. */
function setProperty(result: Target, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(result, name, { value, enumerable: true, writable: true })
  else result[name] = value
}

function projectObject(projection: ObjectProjection, source: Target, run: ProjectionRun): unknown {
  const result: Target = {}
  let isValid = true
  for (const { responseKey, isIncluded } of projection.typenames) {
    if (isIncluded && !isIncluded(run.variables)) continue
    if (projection.isAbstract) isValid = false
    setProperty(result, responseKey, projection.typeName)
  }
  for (const field of projection.fields) {
    if (field.isIncluded && !field.isIncluded(run.variables)) continue
    const value = projectField(field, source, run)
    if (value === INVALID) isValid = false
    setProperty(result, field.responseKey, value)
  }
  return isValid ? result : INVALID
}

/** A value as its caller may see it: masked where it may not see all of it, and denied where there is no mask for it. */
function compileShown(project: Projector, category: PiiCategory | undefined): Projector {
  if (!category) return project
  const show = (value: unknown, run: ProjectionRun): unknown => {
    if (value === null || value === INVALID) return value
    if (Array.isArray(value)) return value.map((item) => show(item, run))
    return maskText(category, value) ?? denyValue(run)
  }
  return (value, run) => show(project(value, run), run)
}

function compileField(
  type: GraphQLCompositeType,
  definition: GraphQLField<unknown, unknown>,
  field: CollectedField,
  context: ProjectionContext,
): FieldProjection {
  const isDenied = context.denials?.isForbidden(type, field.name) ?? false
  return {
    responseKey: field.responseKey,
    key: context.keys.keyOf(field.node),
    isNonNull: isNonNullType(definition.type),
    isIncluded: anyHolds(field.occurrences.map(({ conditions }) => conditions)),
    isDenied,
    project: isDenied
      ? (_value, run) => denyValue(run)
      : compileShown(
          compileProjector(definition.type, selectionsBelow(field), context),
          context.denials?.maskOf(type, field.name),
        ),
  }
}

function compileObject(
  type: GraphQLCompositeType,
  sources: readonly SelectionSource[],
  context: ProjectionContext,
): ObjectProjection {
  const collected = collectFields(context.schema, type, sources, context.fragments)
  const definitions = 'getFields' in type ? type.getFields() : {}
  return {
    typeName: type.name,
    isAbstract: isAbstractType(type),
    typenames: collected
      .filter(({ name }) => name === '__typename')
      .map(({ responseKey, occurrences }) => ({
        responseKey,
        isIncluded: anyHolds(occurrences.map(({ conditions }) => conditions)),
      })),
    fields: collected.flatMap((field) => {
      const definition = isMetaField(field.name) ? undefined : definitions[field.name]
      return definition ? [compileField(type, definition, field, context)] : []
    }),
  }
}

/** Compiles each type's selection when the first object of that type comes by. */
export function compileObjects(
  sources: readonly SelectionSource[],
  context: ProjectionContext,
): (type: GraphQLCompositeType) => (source: Target, run: ProjectionRun) => unknown {
  const projections = new Map<GraphQLCompositeType, ObjectProjection>()
  return (type) => {
    const projection = projections.get(type) ?? compileObject(type, sources, context)
    projections.set(type, projection)
    return (source, run) => projectObject(projection, source, run)
  }
}

function projectComposite(
  declared: GraphQLCompositeType,
  sources: readonly SelectionSource[],
  context: ProjectionContext,
): Projector {
  const objectOf = compileObjects(sources, context)
  if (isObjectType(declared)) {
    let project: ReturnType<typeof objectOf> | undefined
    return (value, run) => {
      if (value === null || value === undefined) return null
      if (!isTarget(value))
        return rejectValue(run, `A system answered something that is no ${declared.name}.`)
      project ??= objectOf(declared)
      return project(value, run)
    }
  }
  return (value, run) => {
    if (value === null || value === undefined) return null
    const type = isTarget(value) ? runtimeType(context.schema, declared, value.__typename) : undefined
    if (!type) return rejectValue(run, `A system answered something that is no ${declared.name}.`)
    if (context.denials?.isForbiddenObject(type)) return denyValue(run)
    return objectOf(type)(value as Target, run)
  }
}

function projectItem(
  item: Projector,
  list: readonly unknown[],
  index: number,
  isNonNull: boolean,
  run: ProjectionRun,
) {
  const from = run.errors.length
  let value = item(list[index], run)
  if (run.hasFailures && reportFailures(run, list, index) && value === null) value = INVALID
  if (value === null && isNonNull)
    value = rejectValue(run, 'Cannot return null for a non-nullable list item.')
  if (run.errors.length !== from) prefixPaths(run, from, index)
  return value
}

function projectList(item: Projector, isNonNull: boolean): Projector {
  return (value, run) => {
    if (value === null || value === undefined) return null
    if (!Array.isArray(value)) return rejectValue(run, 'A system answered something that is no list.')
    const result = new Array<unknown>(value.length)
    let isValid = true
    for (let index = 0; index < value.length; index += 1) {
      const projected = projectItem(item, value, index, isNonNull, run)
      if (projected === INVALID && isNonNull) isValid = false
      result[index] = projected === INVALID ? null : projected
    }
    return isValid ? result : INVALID
  }
}

/** Compiles how values of a type are projected; the caller decides what INVALID means where the value stands. */
function compileProjector(
  type: GraphQLOutputType,
  sources: readonly SelectionSource[],
  context: ProjectionContext,
): Projector {
  if (isNonNullType(type)) return compileProjector(type.ofType, sources, context)
  if (isListType(type))
    return projectList(compileProjector(type.ofType, sources, context), isNonNullType(type.ofType))
  if (isLeafType(type)) return projectLeaf(type)
  return projectComposite(type, sources, context)
}
