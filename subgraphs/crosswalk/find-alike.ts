import type { Identity } from '#shared/crosswalk.ts'
import type { Queryable } from '#shared/store/store.ts'
import { domainAndNameKeys, normaliseName } from './match-keys.ts'
import { readCandidates } from './scans.ts'

/** A customer that may be the one that somebody is about to make, and by what. */
export interface AlikeCustomer {
  /** Canonical. */
  id: string
  by: 'TAX_ID' | 'DOMAIN_AND_NAME' | 'NAME'
}

export type Described = Pick<Identity, 'name' | 'legalName' | 'domain' | 'taxIds'>

/**
 * Customers that matching would join to one of this description, the strongest reason of each. Of the same name alone are
 * those, too, that neither a tax number nor a web domain tells apart: before something is made, a doubt is a person's to settle.
 * Looks at every record that is known; customers are seldom made.
 */
export async function findAlike(store: Queryable, wanted: Described): Promise<AlikeCustomer[]> {
  const found = new Map<string, AlikeCustomer['by']>()
  for (const { identity, id } of await readCandidates(store, 'Customer')) {
    const by = id === undefined ? undefined : likeness(identity, wanted)
    if (id === undefined || by === undefined) continue
    const known = found.get(id)
    if (known === undefined || STRENGTH.indexOf(by) < STRENGTH.indexOf(known)) found.set(id, by)
  }
  return [...found].map(([id, by]) => ({ id, by }))
}

const STRENGTH: readonly AlikeCustomer['by'][] = ['TAX_ID', 'DOMAIN_AND_NAME', 'NAME']

/** By what two descriptions may be the same customer's; undefined: they are not. */
export function likeness(known: Described, wanted: Described): AlikeCustomer['by'] | undefined {
  if (shareOne(known.taxIds, wanted.taxIds)) return 'TAX_ID'
  if (shareOne(domainAndNameKeys(known), domainAndNameKeys(wanted))) return 'DOMAIN_AND_NAME'
  if (!shareOne(namesOf(known), namesOf(wanted))) return undefined
  const differ =
    (known.taxIds.length > 0 && wanted.taxIds.length > 0) ||
    (known.domain !== undefined && wanted.domain !== undefined && known.domain !== wanted.domain)
  return differ ? undefined : 'NAME'
}

/** What descriptions that are alike have in common at least one of. */
export const marksOf = (described: Pick<Described, 'name' | 'legalName' | 'taxIds'>): string[] => [
  ...new Set([
    ...described.taxIds.map((id) => `tax number ${id}`),
    ...namesOf(described).map((name) => `name ${name}`),
  ]),
]

const namesOf = ({ name, legalName }: Pick<Described, 'name' | 'legalName'>): string[] =>
  [name, legalName ?? name].map(normaliseName).filter((normalised) => normalised !== '')

const shareOne = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one))
