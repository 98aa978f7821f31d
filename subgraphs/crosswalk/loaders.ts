import DataLoader from 'dataloader'
import type { NativeRef } from '#shared/crosswalk.ts'
import type { EntityType } from '#shared/global-id.ts'
import { mayRead, type Rows } from '#shared/subgraph/visibility.ts'
import type { StoredCrosswalk } from './crosswalk.ts'
import type { StoredLink } from './link-store.ts'
import type { CustomerRow } from './customers.ts'
import { refKey } from './match-keys.ts'

/** Reads of the store, collected and remembered for one operation. */
export interface Loaders {
  /** The surviving customer's row; undefined for an id that names none. */
  customer(id: string): Promise<CustomerRow | undefined>
  /** Without those that are known to be records of customers that the caller may not see. */
  linksOf(id: string): Promise<StoredLink[]>
  findLink(type: EntityType, ref: NativeRef): Promise<StoredLink | undefined>
}

export function createLoaders(crosswalk: StoredCrosswalk, caller: Rows): Loaders {
  const customers = new DataLoader((ids: readonly string[]) => crosswalk.customers.getCustomers(ids))
  const links = new DataLoader((ids: readonly string[]) => crosswalk.allLinksOf(ids))
  const byType = new Map<EntityType, DataLoader<NativeRef, StoredLink | undefined, string>>()
  const linksOfType = (type: EntityType): DataLoader<NativeRef, StoredLink | undefined, string> => {
    const loader =
      byType.get(type) ?? new DataLoader((refs) => crosswalk.findLinks(type, refs), { cacheKeyFn: refKey })
    byType.set(type, loader)
    return loader
  }
  return {
    customer: (id) => customers.load(id),
    linksOf: async (id) => (await links.load(id)).filter((link) => mayRead(caller, link)),
    findLink: (type, ref) => linksOfType(type).load(ref),
  }
}
