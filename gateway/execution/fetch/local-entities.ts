import {
  defaultTypeResolver,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql'
import type { Target } from '../planning/rewrites.ts'
import { runtimeTypeOf } from './local-complete.ts'
import { isPromise, type LocalRun } from './local-run.ts'

/** A subgraph's own `__resolveReference`. */
export type ResolveReference = (reference: unknown, context: unknown, info: GraphQLResolveInfo) => unknown

/** An entity as its subgraph knows it. */
export interface ResolvedEntity {
  type: GraphQLObjectType
  source: unknown
}

function resolverOf(type: GraphQLObjectType | GraphQLInterfaceType): ResolveReference | undefined {
  const apollo = type.extensions.apollo as { subgraph?: { resolveReference?: ResolveReference } } | undefined
  return apollo?.subgraph?.resolveReference
}

/** The type that a value of an entity interface has; what `@apollo/subgraph` does for `_entities`. */
function resolveInterface(
  schema: GraphQLSchema,
  type: GraphQLInterfaceType,
  value: unknown,
  run: LocalRun,
  info: GraphQLResolveInfo,
): ResolvedEntity | undefined | Promise<ResolvedEntity | undefined> {
  if (value === null || value === undefined) return undefined
  const toEntity = (name: unknown): ResolvedEntity | Promise<ResolvedEntity | undefined> => {
    const runtime = runtimeTypeOf(schema, type, name)
    const resolve = resolverOf(type) ? undefined : resolverOf(runtime)
    if (!resolve) return { type: runtime, source: value }
    const source = resolve({ ...(value as Target), __typename: runtime.name }, run.context, info)
    return isPromise(source)
      ? Promise.resolve(source).then((settled) => ({ type: runtime, source: settled }))
      : { type: runtime, source }
  }
  const name = (type.resolveType ?? defaultTypeResolver)(value, run.context, info, type)
  return isPromise(name) ? Promise.resolve(name).then(toEntity) : toEntity(name)
}

/** A type whose objects are found by representations. */
export interface EntityType {
  /** Undefined for an interface: what its objects are is known once they are found. */
  objectType: GraphQLObjectType | undefined
  /** Finds an object, without `_entities` around it; undefined: its representation is all there is of it. */
  resolve: ResolveReference | undefined
  /** What an object is that was found for an interface. */
  resolveType: (value: unknown, run: LocalRun) => ReturnType<typeof resolveInterface>
}

/** Compiles how the entities of a subgraph are found, by the name of their type. */
export function compileEntityTypes(
  schema: GraphQLSchema,
  info: GraphQLResolveInfo,
): (name: unknown) => EntityType {
  const known = new Map<unknown, EntityType>()
  const compile = (name: string): EntityType => {
    const type = schema.getType(name)
    if (!isObjectType(type) && !isInterfaceType(type)) throw new TypeError(`no entity type ${name}`)
    return {
      objectType: isObjectType(type) ? type : undefined,
      resolve: resolverOf(type),
      resolveType: (value, run) =>
        isObjectType(type) ? { type, source: value } : resolveInterface(schema, type, value, run, info),
    }
  }
  return (name) => {
    const entityType = known.get(name) ?? compile(String(name))
    known.set(name, entityType)
    return entityType
  }
}
