import type { SystemDomain } from '#shared/connections/connection.ts'
import type { Link, OwnerNote } from '#shared/crosswalk.ts'
import { createCanonicalIds } from '#shared/subgraph/canonical-ids.ts'
import { noteOwner, type OwnedRecord } from '#shared/subgraph/records.ts'
import { maySeeCustomer, maySeeUnit, type Rows } from '#shared/subgraph/visibility.ts'
import type { ProcessTools } from './tools.ts'

/** Who looks, and with what. */
export interface Looking {
  /** What who starts the run is limited to; undefined: to nothing. */
  reach?: Rows | undefined
  tools: Pick<ProcessTools, 'crosswalk' | 'businessUnitKeyOf'>
}

/** Asked right after what says whose something is: nothing more is read for who may not see it. */
export async function isWithinReach(
  customerId: string | undefined,
  { reach = {}, tools }: Looking,
): Promise<boolean> {
  if (!maySeeCustomer(reach, customerId)) return false
  if (reach.businessUnits === undefined) return true
  return customerId !== undefined && maySeeUnit(reach, await tools.businessUnitKeyOf(customerId))
}

/** The systems' records of a thing in one domain, as far as who starts the run may have them read. */
export function linksWithinReach(
  id: string,
  domain: SystemDomain,
  { reach = {}, tools }: Looking,
): Promise<readonly Link[]> {
  return createCanonicalIds(tools.crosswalk, reach).linksOf(id, domain)
}

/** What was read by a canonical id says whose it is: the next who may not see it costs no call. */
export function noteReadOwner(link: Link, record: OwnedRecord, { tools }: Looking): void {
  const ids = { noteOwner: (note: OwnerNote) => tools.crosswalk.noteOwners([note]) }
  noteOwner(link.id, record, { ids, ref: link })
}
