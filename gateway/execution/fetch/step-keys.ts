import type { GraphQLSchema } from 'graphql'
import { selectionOf } from '../planning/entity-selection.ts'
import type { FetchStep } from '../planning/fetch-step.ts'
import { renamesOf, satisfiesType, type Target } from '../planning/rewrites.ts'
import { topFields } from '../selection/top-fields.ts'

/** The fields that a step asks of an object, under the names that they are kept by. */
export type KeysOf = (target: Target) => readonly string[]

/** Compiles which fields a step asks of an object, by the object's type. */
export function compileKeys(step: FetchStep, supergraphSchema: GraphQLSchema): KeysOf {
  const renames = renamesOf(step.outputRewrites)
  const fields = topFields(selectionOf(step)).map(({ field, type }) => {
    const key = field.alias?.value ?? field.name.value
    return { key: renames.get(key) ?? key, type }
  })
  const isOf = (typeName: unknown, type: string | undefined): boolean =>
    type === undefined || typeof typeName !== 'string' || satisfiesType(supergraphSchema, typeName, type)
  return (target) =>
    fields.flatMap(({ key, type }) => (key !== '__typename' && isOf(target.__typename, type) ? [key] : []))
}
