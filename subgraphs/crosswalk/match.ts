import type { SystemDomain } from '#shared/connections/connection.ts'
import type { ForeignRef, Identity, NativeRef } from '#shared/crosswalk.ts'
import { createForest } from './forest.ts'
import { domainAndNameKeys, refKey } from './match-keys.ts'

/** What makes records the same thing, the strongest first. A weaker rule never contradicts a stronger one. */
export type MatchRule = 'FOREIGN_REFERENCE' | 'TAX_ID' | 'DOMAIN_AND_NAME' | 'SKU'

/** A record as scanned, and the canonical id it is linked to already. */
export interface Candidate {
  identity: Identity
  id: string | undefined
}

/** Records that are one thing. */
export interface Cluster {
  members: {
    identity: Identity
    /** The first rule that joined this record to others; undefined when it stands alone or was linked before. */
    rule: MatchRule | undefined
  }[]
  /** Canonical ids that the members have already, the oldest first. More than one: they turned out to be the same. */
  ids: string[]
}

/** Records that share a rule's key but cannot be joined, because two of them are records of one system. */
export interface Ambiguity {
  rule: MatchRule
  members: NativeRef[]
  /** Those with more than one candidate. The others are duplicates in their own system. */
  suspects: NativeRef[]
}

/**
 * Decides which records of the same type are the same thing. Pure, and the same for any order of `candidates`.
 *
 * Each rule joins the records that share one of its keys, unless that would put two records of one connection under
 * one id: then nothing in that group is joined and it is reported. A record with several candidates is not tried with
 * weaker rules: it is for a person to decide. What is linked already stays together.
 */
export function matchIdentities(
  candidates: readonly Candidate[],
  domainOf: (connectionId: string) => SystemDomain | undefined,
): { clusters: Cluster[]; ambiguities: Ambiguity[] } {
  const matching = createMatching(candidates)
  const references = resolveReferences(matching, domainOf)
  matching.joinGroups('FOREIGN_REFERENCE', references)
  for (const { rule, keysOf } of WEAKER_RULES) matching.joinGroups(rule, groupBy(matching.candidates, keysOf))
  return { clusters: matching.clusters(), ambiguities: matching.ambiguities }
}

const WEAKER_RULES: readonly { rule: MatchRule; keysOf: (identity: Identity) => readonly string[] }[] = [
  { rule: 'TAX_ID', keysOf: ({ taxIds }) => taxIds },
  { rule: 'DOMAIN_AND_NAME', keysOf: domainAndNameKeys },
  { rule: 'SKU', keysOf: ({ sku }) => (sku === undefined ? [] : [sku.trim().toUpperCase()]) },
]

type Matching = ReturnType<typeof createMatching>

function createMatching(unsorted: readonly Candidate[]) {
  const candidates = unsorted.toSorted((one, other) =>
    refKey(one.identity.ref) < refKey(other.identity.ref) ? -1 : 1,
  )
  const refOf = (index: number): NativeRef[] =>
    candidates.slice(index, index + 1).map(({ identity }) => identity.ref)
  const forest = createForest(candidates.length)
  const ruleOf = new Map<number, MatchRule>()
  const suspects = new Set<number>()
  const ambiguities: Ambiguity[] = []
  joinLinked(candidates, forest.join)

  const report = (rule: MatchRule, unordered: readonly number[], undecided: readonly number[]): void => {
    const members = unordered.toSorted((one, other) => one - other)
    for (const index of undecided) suspects.add(index)
    ambiguities.push({ rule, members: members.flatMap(refOf), suspects: undecided.flatMap(refOf) })
  }

  const joinComponent = (rule: MatchRule, clusters: readonly number[][]): void => {
    const members = clusters.flat()
    const undecided = undecidedAmong(clusters.map((indexes) => ({ indexes, refs: indexes.flatMap(refOf) })))
    if (undecided) {
      report(rule, members, undecided)
      return
    }
    for (const index of members) if (!ruleOf.has(index)) ruleOf.set(index, rule)
    forest.joinAll(members)
  }

  /** Joins what is connected through shared keys, each connected part as a whole or not at all. */
  const joinGroups = (rule: MatchRule, groups: readonly number[][]): void => {
    const connected = forest.copy()
    for (const group of groups) connected.joinAll(group.filter((index) => !suspects.has(index)))
    for (const component of connected.sets()) {
      const clusters = Map.groupBy(component, forest.rootOf)
      if (clusters.size > 1) joinComponent(rule, [...clusters.values()])
    }
  }

  const clusters = (): Cluster[] =>
    forest.sets().map((indexes) => {
      const found = indexes.flatMap((index) =>
        candidates.slice(index, index + 1).map((candidate) => ({ ...candidate, rule: ruleOf.get(index) })),
      )
      return {
        members: found.map(({ identity, rule }) => ({ identity, rule })),
        ids: [...new Set(found.flatMap(({ id }) => id ?? []))].sort(),
      }
    })

  return { candidates, ambiguities, report, joinGroups, clusters }
}

/**
 * Undefined when these clusters may be one. Otherwise two of them have records in one connection, and the answer are the
 * records of the others, each of which could belong to either.
 */
function undecidedAmong(
  clusters: readonly { indexes: readonly number[]; refs: readonly NativeRef[] }[],
): number[] | undefined {
  const withConnections = clusters.map(({ indexes, refs }) => ({
    indexes,
    connections: new Set(refs.map(({ connectionId }) => connectionId)),
  }))
  const counts = new Map<string, number>()
  for (const { connections } of withConnections)
    for (const connection of connections) counts.set(connection, (counts.get(connection) ?? 0) + 1)
  if ([...counts.values()].every((count) => count === 1)) return undefined
  return withConnections
    .filter(({ connections }) => [...connections].every((connection) => counts.get(connection) === 1))
    .flatMap(({ indexes }) => indexes)
    .sort((one, other) => one - other)
}

function joinLinked(candidates: readonly Candidate[], join: (one: number, other: number) => void): void {
  const firstOf = new Map<string, number>()
  for (const [index, { id }] of candidates.entries()) {
    if (id === undefined) continue
    const first = firstOf.get(id)
    if (first === undefined) firstOf.set(id, index)
    else join(first, index)
  }
}

/** Record and record named, one group each. A name that two connections of a domain answer to is reported instead. */
function resolveReferences(
  { candidates, report }: Matching,
  domainOf: (connectionId: string) => SystemDomain | undefined,
): number[][] {
  const named = new Map<string, number[]>()
  for (const [index, { identity }] of candidates.entries()) {
    const domain = domainOf(identity.ref.connectionId)
    if (domain === undefined) continue
    const key = foreignKey({ domain, ...identity.ref })
    named.set(key, [...(named.get(key) ?? []), index])
  }
  const groups: number[][] = []
  for (const [index, { identity }] of candidates.entries()) {
    const targets = identity.foreignRefs.map((ref) => named.get(foreignKey(ref)) ?? [])
    const unclear = targets.find((found) => found.length > 1)
    if (unclear) report('FOREIGN_REFERENCE', [index, ...unclear], [index])
    else groups.push([index, ...targets.flat()])
  }
  return groups
}

const foreignKey = ({ domain, objectType, nativeId }: ForeignRef): string =>
  [domain, objectType, nativeId].join('\n')

function groupBy(
  candidates: readonly Candidate[],
  keysOf: (identity: Identity) => readonly string[],
): number[][] {
  const groups = new Map<string, number[]>()
  for (const [index, { identity }] of candidates.entries())
    for (const key of keysOf(identity)) groups.set(key, [...(groups.get(key) ?? []), index])
  return [...groups.values()].filter((group) => group.length > 1)
}
