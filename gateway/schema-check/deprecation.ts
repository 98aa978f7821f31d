import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql'

/** What `@deprecated` says by our policy: `Use total. Deprecated 2026-11-25, removed after 2027-11-25.` */
export interface Deprecation {
  /** What to use in its place. */
  replacement: string
  /** Calendar days, UTC. */
  since: string
  removedAfter: string
}

const REASON =
  /^Use (?<replacement>[^.].*)\. Deprecated (?<since>\d{4}-\d\d-\d\d), removed after (?<until>\d{4}-\d\d-\d\d)\.$/s

/** Reads a reason; undefined where it is not written by the policy, or names no days of the calendar in their order. */
export function parseDeprecation(reason: string): Deprecation | undefined {
  const { replacement, since, until } = REASON.exec(reason)?.groups ?? {}
  if (!replacement || !since || !until || !isDay(since) || !isDay(until) || until <= since) return undefined
  return { replacement, since, removedAfter: until }
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Everything that a schema deprecates, by schema coordinate: its reason. */
export function deprecationsOf(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const add = (coordinate: string, reason: string | null | undefined): void => {
    if (reason) found.set(coordinate, reason)
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue
    if (isEnumType(type))
      for (const value of type.getValues()) add(`${type.name}.${value.name}`, value.deprecationReason)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        add(`${type.name}.${field.name}`, field.deprecationReason)
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const field of Object.values(type.getFields())) {
      add(`${type.name}.${field.name}`, field.deprecationReason)
      for (const argument of field.args)
        add(`${type.name}.${field.name}(${argument.name}:)`, argument.deprecationReason)
    }
  }
  return found
}

/**
 * The headers of an answer whose operation uses something deprecated: since when (RFC 9745) and until when (RFC 8594), of
 * what goes first. Nothing where no reason names its days.
 */
export function deprecationHeaders(reasons: readonly string[]): Record<string, string> {
  const [first] = reasons
    .flatMap((reason) => parseDeprecation(reason) ?? [])
    .toSorted((one, other) => (one.removedAfter < other.removedAfter ? -1 : 1))
  if (!first) return {}
  return {
    deprecation: `@${Date.parse(`${first.since}T00:00:00Z`) / 1_000}`,
    sunset: new Date(`${first.removedAfter}T00:00:00Z`).toUTCString(),
  }
}
