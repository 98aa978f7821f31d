import type { FetchDataRewrite } from '@apollo/query-planner'
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql'

/** An object of the answer while it is put together. */
export type Target = Record<string, unknown>

const FRAGMENT_PREFIX = '... on '

/** True for anything that fields can be read from. */
export function isTarget(value: unknown): value is Target {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether an object of type `name` satisfies a type condition in this schema. */
export function satisfiesType(schema: GraphQLSchema, name: string, condition: string): boolean {
  if (name === condition) return true
  const type = schema.getType(name)
  const conditionType = schema.getType(condition)
  if (!isAbstractType(conditionType)) return false
  return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditionType, type)
}

function rewriteAt(rewrite: FetchDataRewrite, object: Target, key: string): void {
  if (rewrite.kind === 'ValueSetter') {
    object[key] = rewrite.setValueTo
    return
  }
  if (!(key in object)) return
  object[rewrite.renameKeyTo] = object[key]
  delete object[key]
}

function applyAt(
  schema: GraphQLSchema,
  rewrite: FetchDataRewrite,
  value: unknown,
  path: readonly string[],
): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(schema, rewrite, item, path)
    return
  }
  const [step, ...rest] = path
  if (!isTarget(value) || step === undefined) return
  if (step.startsWith(FRAGMENT_PREFIX)) {
    const typeName = value.__typename
    const applies =
      typeof typeName !== 'string' || satisfiesType(schema, typeName, step.slice(FRAGMENT_PREFIX.length))
    if (applies) applyAt(schema, rewrite, value, rest)
  } else if (rest.length === 0) {
    rewriteAt(rewrite, value, step)
  } else {
    applyAt(schema, rewrite, value[step], rest)
  }
}

/** Applies the planner's renames and settings to a representation or to an answer, in place. */
export function applyRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
): void {
  for (const rewrite of rewrites ?? []) applyAt(schema, rewrite, value, rewrite.path)
}

/** What the planner's own aliases are kept as. */
export function renamesOf(rewrites: readonly FetchDataRewrite[]): ReadonlyMap<string, string> {
  return new Map(
    rewrites.flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as const] : [],
    ),
  )
}
