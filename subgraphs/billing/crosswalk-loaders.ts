import DataLoader from 'dataloader'
import type { Crosswalk, ForeignRef, Link, NativeRef } from '#shared/crosswalk.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { Load } from './loader-factories.ts'

/** The entities that billing mints ids for. */
export type OwnType =
  | 'BillingSubscription'
  | 'Invoice'
  | 'InvoiceLine'
  | 'Payment'
  | 'Price'
  | 'Feature'
  | 'FeatureEntitlement'

/** What an operation asks the crosswalk, a batch at a time. */
export interface CrosswalkLoaders {
  /** Links in this domain of a canonical id, oldest first. */
  billingLinks: Load<string, Link[]>
  /** Links in the CRM of a canonical id. */
  crmLinks: Load<string, Link[]>
  /** The canonical id of a customer or product; undefined where matching has made none yet. */
  foundId: Load<{ type: 'Customer' | 'Product'; ref: NativeRef }, string | undefined>
  /** The canonical id of a record that billing's record names. */
  foreignId: Load<{ type: 'Contract'; ref: ForeignRef }, string | undefined>
  /** The canonical id of a record that this domain owns, minted at first sight. */
  ownId: Load<{ type: OwnType; ref: NativeRef }, string>
}

export function createCrosswalkLoaders(crosswalk: Crosswalk): CrosswalkLoaders {
  const linksIn = (domain: 'BILLING' | 'CRM') =>
    new DataLoader<string, Link[]>((ids) => crosswalk.linksOf(ids, domain))
  return {
    billingLinks: linksIn('BILLING'),
    crmLinks: linksIn('CRM'),
    foundId: byType((type, refs: readonly NativeRef[]) => crosswalk.findIds(type, refs)),
    foreignId: byType((type, refs: readonly ForeignRef[]) => crosswalk.findForeignIds(type, refs)),
    ownId: byType((type, refs: readonly NativeRef[]) => crosswalk.ensureIds(type, refs)),
  }
}

/** Lookups of ids, one for each entity type that a batch holds. */
function byType<Type extends EntityType, Ref extends NativeRef | ForeignRef, Value>(
  find: (type: Type, refs: readonly Ref[]) => Promise<Value[]>,
): DataLoader<{ type: Type; ref: Ref }, Value, string> {
  return new DataLoader(
    async (keys) => {
      const found = await Promise.all(
        [...Map.groupBy(keys, ({ type }) => type)].map(async ([type, group]) => {
          const values = await find(
            type,
            group.map(({ ref }) => ref),
          )
          return group.map((key, index) => [key, values[index] as Value] as const)
        }),
      )
      const valueByKey = new Map(found.flat())
      return keys.map((key) => valueByKey.get(key) as Value)
    },
    { cacheKeyFn: ({ type, ref }) => keyOf(type, ref) },
  )
}

function keyOf(type: EntityType, ref: NativeRef | ForeignRef): string {
  const system = 'connectionId' in ref ? ref.connectionId : ref.domain
  return [type, system, ref.objectType, ref.nativeId].join('\n')
}
