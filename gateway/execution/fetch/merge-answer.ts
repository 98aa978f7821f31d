import type { GraphQLSchema } from 'graphql'
import { isAbstractType } from 'graphql'
import type { ErrorPath } from '../errors.ts'
import type { Failure, Failures } from '../failures.ts'
import { isTarget, type Target } from '../planning/rewrites.ts'

/** The name of an abstract type says less than what is already known. */
function isLessSpecific(schema: GraphQLSchema, existing: unknown, name: unknown): boolean {
  return existing !== undefined && typeof name === 'string' && isAbstractType(schema.getType(name))
}

function mergeValue(existing: unknown, value: unknown, schema: GraphQLSchema): unknown {
  if (value === null || value === undefined) return existing === undefined ? null : existing
  if (isTarget(existing) && isTarget(value)) return mergeInto(existing, value, schema)
  if (Array.isArray(existing) && Array.isArray(value) && existing.length === value.length) {
    value.forEach((item, index) => {
      existing[index] = mergeValue(existing[index], item, schema)
    })
    return existing
  }
  return value
}

/** Merges what a subgraph answered of an object into what is already known of it. */
export function mergeInto(target: Target, source: Target, schema: GraphQLSchema): Target {
  for (const key of Object.keys(source)) {
    const value = source[key]
    if (key === '__typename' && isLessSpecific(schema, target[key], value)) continue
    target[key] = target[key] === undefined ? (value ?? null) : mergeValue(target[key], value, schema)
  }
  return target
}

/** Puts a failure where a path leads, or as near as null lets it come. */
export function placeFailure(target: Target, path: ErrorPath, failure: Failure, failures: Failures): void {
  let container: object = target
  for (const [index, key] of path.entries()) {
    const value = (container as Record<string | number, unknown>)[key]
    const isLast = index === path.length - 1
    if (isLast || typeof value !== 'object' || value === null) {
      failures.add(container, key, failure, path.slice(index + 1))
      return
    }
    container = value
  }
}
