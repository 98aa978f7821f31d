import { WeftError } from '#shared/errors.ts'
import { typeOfId } from '#shared/global-id.ts'
import { type PageArguments, type Page, toConnection } from '#shared/page.ts'
import type { EntitlementRefMapper, EntitlementRefs } from './mappers.ts'

/** A support or feature entitlement; the domain that owns it answers the rest. */
export interface EntitlementNode {
  __typename: 'SupportEntitlement' | 'FeatureEntitlement'
  id: string
}

interface Positioned {
  node: EntitlementNode
  position: string
}

/** The entitlements of both systems, newest start first, each once; null when neither system answered. */
export function mergeEntitlements(
  refs: EntitlementRefs,
  activeAt: Date | undefined,
): EntitlementNode[] | null {
  return positioned(refs, activeAt)?.map(({ node }) => node) ?? null
}

/** One page of them. A position names start and id, so a page goes on even when the entitlement it ended with is gone. */
export function pageEntitlements(
  kind: string,
  refs: EntitlementRefs,
  { first, after, activeAt }: PageArguments & { activeAt: Date | undefined },
) {
  const all = positioned(refs, activeAt)
  if (!all) return null
  if (after !== undefined && !/^[^\n|]*\|\w+$/.test(after))
    throw new WeftError('INVALID_CURSOR', `not a cursor of ${kind}`)
  const rest = after === undefined ? all : all.filter(({ position }) => position < after)
  const page: Page<Positioned> = { items: rest.slice(0, first), hasNextPage: rest.length > first }
  return toConnection(kind, page, after, {
    positionOf: ({ position }) => position,
    nodeOf: ({ node }) => node,
  })
}

function positioned(
  { supportEntitlementRefs, featureEntitlementRefs }: EntitlementRefs,
  activeAt: Date | undefined,
): Positioned[] | null {
  if (supportEntitlementRefs == null && featureEntitlementRefs == null) return null
  const refs = [...(supportEntitlementRefs ?? []), ...(featureEntitlementRefs ?? [])]
  const distinct = new Map(refs.filter((ref) => isActive(ref, activeAt)).map((ref) => [ref.id, ref]))
  return [...distinct.values()]
    .flatMap((ref) => {
      const type = typeOfId(ref.id)
      if (type !== 'SupportEntitlement' && type !== 'FeatureEntitlement') return []
      return [{ node: { __typename: type, id: ref.id }, position: `${toIso(ref.start)}|${ref.id}` }]
    })
    .sort((one, other) => (one.position < other.position ? 1 : -1))
}

/** Half-open: the start belongs to the period, the end does not; a missing end is open. */
function isActive({ start, end }: EntitlementRefMapper, at: Date | undefined): boolean {
  if (at === undefined) return true
  return (start == null || new Date(start) <= at) && (end == null || at < new Date(end))
}

/** Without a start: before every instant, and so last. */
const toIso = (instant: string | Date | null | undefined): string =>
  instant == null ? '-' : new Date(instant).toISOString()
