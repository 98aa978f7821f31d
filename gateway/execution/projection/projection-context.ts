import {
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from 'graphql'
import type { Denials } from '../authorisation/denials.ts'
import type { CanonicalKeys } from '../planning/canonical-keys.ts'
import type { Fragments } from '../selection/collect-fields.ts'

/** What all selections of one operation share while they are compiled. */
export interface ProjectionContext {
  schema: GraphQLSchema
  fragments: Fragments
  keys: Pick<CanonicalKeys, 'keyOf'>
  /** What the caller may not see; undefined where that is nothing. */
  denials?: Denials | undefined
}

/** Fields that every type has and no subgraph answers. */
export const isMetaField = (name: string): boolean =>
  name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name || name === '__typename'

/** An object's own type, by its `__typename`; undefined for a name that does not fit. */
export function runtimeType(schema: GraphQLSchema, declared: GraphQLCompositeType, name: unknown) {
  if (name === undefined || name === null || name === declared.name) return declared
  const type = typeof name === 'string' ? schema.getType(name) : undefined
  if (!isCompositeType(type) || !isAbstractType(declared) || !('getFields' in type)) return undefined
  return schema.isSubType(declared, type) ? type : undefined
}
