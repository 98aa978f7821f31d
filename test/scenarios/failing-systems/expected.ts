import type { ExecutionResult } from 'graphql'
import type { BadPart } from './bad-records.ts'
import type { Outage } from './outages.ts'
import type { Ownership } from './ownership.ts'

type Tree = Record<string, unknown>

/** An error as this scenario looks at it: all of it but the words and the correlation id. */
export interface ToldError {
  path: string
  code: unknown
  system: unknown
  retryable: unknown
  retryAfterSeconds?: unknown
  /** The record, where one is meant. */
  objectType?: unknown
  externalId?: unknown
}

const OPTIONAL = ['retryAfterSeconds', 'objectType', 'externalId'] as const

/** The paths that a pattern stands for in this answer: `*` is every item, `<words>` the items that hold these words. */
function expand(pattern: string, tree: unknown): string[][] {
  const grow = (found: string[][], key: string): string[][] =>
    found.flatMap((path) => keysOf(key, at(tree, path)).map((each) => [...path, each]))
  return pattern.split('.').reduce(grow, [[]])
}

function keysOf(key: string, here: unknown): string[] {
  const [, words] = /^<(.*)>$/.exec(key) ?? []
  if (key !== '*' && words === undefined) return [key]
  return Object.entries(here ?? []).flatMap(([each, item]) =>
    words === undefined || JSON.stringify(item).includes(words) ? [each] : [],
  )
}

function at(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((parent, key) => (parent as Tree | null | undefined)?.[key], tree)
}

function put(tree: unknown, path: readonly string[], value: unknown): void {
  const parent = at(tree, path.slice(0, -1)) as Tree
  parent[path.at(-1) ?? ''] = value
}

/** The whole answer, less what this system gives to it. */
export function withoutSystem(whole: unknown, { owns, instead, entitlements }: Ownership): unknown {
  const customer = structuredClone(whole)
  for (const path of owns.flatMap((pattern) => expand(pattern, customer))) put(customer, path, null)
  for (const [pattern, replace] of Object.entries(instead ?? {}))
    for (const [index, path] of expand(pattern, customer).entries())
      put(customer, path, replace(at(customer, path), index))
  if (entitlements) {
    const nodes = at(customer, ['entitlements', 'nodes']) as { __typename: string }[]
    put(
      customer,
      ['entitlements', 'nodes'],
      nodes.filter(({ __typename }) => __typename !== entitlements),
    )
  }
  return customer
}

/** The whole answer, less what a bad part of one costs. */
export function withoutPart(whole: unknown, { lost }: BadPart): unknown {
  const customer = structuredClone(whole)
  for (const [pattern, value] of Object.entries(lost))
    for (const path of expand(pattern, whole)) put(customer, path, value)
  return customer
}

export function errorsOfPart(whole: unknown, { told, error }: BadPart): ToldError[] {
  return told
    .flatMap((pattern) => expand(pattern, whole))
    .map((path) => ({ ...error, path: ['customer', ...path].join('.') }))
    .sort(byPath)
}

/** One error at each place that the system gives something to. */
export function errorsWithout(
  whole: unknown,
  { system, owns, shares }: Ownership,
  told: Outage['told'],
): ToldError[] {
  return [...owns, ...shares]
    .flatMap((pattern) => expand(pattern, whole))
    .map((path) => ({ path: ['customer', ...path].join('.'), system, ...told }))
    .sort(byPath)
}

export function toldErrors(errors: ExecutionResult['errors']): ToldError[] {
  return (errors ?? [])
    .map(({ path = [], extensions = {} }) => ({
      path: path.join('.'),
      system: extensions.system,
      code: extensions.code,
      retryable: extensions.retryable,
      ...Object.fromEntries(
        OPTIONAL.filter((name) => name in extensions).map((name) => [name, extensions[name]]),
      ),
    }))
    .sort(byPath)
}

/** Whoever is refused later has less to wait: any time that is not longer than the one told first is told truly. */
export function withWait(errors: readonly ToldError[], longest: number | undefined): ToldError[] {
  return errors.map((error) => {
    const seconds = Number(error.retryAfterSeconds)
    return longest !== undefined && seconds >= 1 && seconds <= longest
      ? { ...error, retryAfterSeconds: longest }
      : error
  })
}

const byPath = (one: { path: string }, other: { path: string }): number => (one.path < other.path ? -1 : 1)
