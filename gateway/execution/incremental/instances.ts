import { type GraphQLCompositeType, getNamedType, isCompositeType, type SelectionSetNode } from 'graphql'
import { isTarget, type Target } from '../planning/rewrites.ts'
import { type ProjectionContext, runtimeType } from '../projection/projection-context.ts'
import { collectFields } from '../selection/collect-fields.ts'
import { anyHolds, type Variables } from '../selection/conditions.ts'
import type { DeferredFragment, PathField } from './deferred-fragments.ts'

/** An object of the answer: as it was fetched, as its client has it, and where. */
export interface AnsweredObject {
  source: Target
  data: Readonly<Record<string, unknown>>
  path: readonly (string | number)[]
  type: GraphQLCompositeType
}

type Place = Pick<AnsweredObject, 'path' | 'type'>

/** Objects of a value that may be a list of lists; what its client has as null has none. */
function objectsIn(
  source: unknown,
  data: unknown,
  place: Place,
  context: ProjectionContext,
): AnsweredObject[] {
  if (Array.isArray(source) && Array.isArray(data)) {
    const sources: readonly unknown[] = source
    return data.flatMap((item: unknown, index) =>
      objectsIn(sources[index], item, { ...place, path: [...place.path, index] }, context),
    )
  }
  if (!isTarget(source) || !isTarget(data)) return []
  const type = runtimeType(context.schema, place.type, source.__typename)
  return type ? [{ source, data, path: place.path, type }] : []
}

/** What applies to one run of an operation. */
interface Asking {
  context: ProjectionContext
  variables: Variables
}

/** Whether a selection asks anything of objects of a type: none of another type, nothing that is skipped. */
function asksOf(
  type: GraphQLCompositeType,
  selectionSet: SelectionSetNode,
  { context: { schema, fragments }, variables }: Asking,
): boolean {
  return collectFields(schema, type, [{ selectionSet, conditions: [] }], fragments).some(
    ({ occurrences }) => anyHolds(occurrences.map(({ conditions }) => conditions))?.(variables) ?? true,
  )
}

function objectsBelow(
  { source, data, path, type }: AnsweredObject,
  { field, selectionSet }: PathField,
  asking: Asking,
): AnsweredObject[] {
  if (!asksOf(type, selectionSet, asking)) return []
  const { context } = asking
  const declared = 'getFields' in type ? type.getFields()[field.name.value]?.type : undefined
  const named = getNamedType(declared)
  if (!isCompositeType(named)) return []
  const responseKey = field.alias?.value ?? field.name.value
  const place = { path: [...path, responseKey], type: named }
  return objectsIn(source[context.keys.keyOf(field)], data[responseKey], place, context)
}

/** The objects that a deferred fragment adds to, below those that its client has already. */
export function instancesOf(
  { path, selectionSet }: DeferredFragment,
  answered: readonly AnsweredObject[],
  context: ProjectionContext,
  variables: Variables,
): AnsweredObject[] {
  const asking = { context, variables }
  const objects = path.reduce<readonly AnsweredObject[]>(
    (above, step) => above.flatMap((object) => objectsBelow(object, step, asking)),
    answered,
  )
  return objects.filter(({ type }) => asksOf(type, selectionSet, asking))
}
