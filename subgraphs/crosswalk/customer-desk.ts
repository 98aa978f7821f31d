import type { CustomerDesk } from '#shared/events/customers.ts'
import type { StoredCrosswalk } from './crosswalk.ts'
import type { Discovery } from './discovery.ts'

/** What the event log asks about customers, answered from the store. */
export function createCustomerDesk({
  crosswalk: { customers, businessUnits },
  discovery,
}: {
  crosswalk: Pick<StoredCrosswalk, 'customers' | 'businessUnits'>
  discovery: Pick<Discovery, 'learn'>
}): CustomerDesk {
  return {
    learn: (identities) => discovery.learn(identities),
    async placesOf(customerIds) {
      if (customerIds.length === 0) return []
      const rows = await customers.getCustomers(customerIds)
      return rows.map((row) => {
        if (!row) return undefined
        const unit = row.businessUnitKey === null ? undefined : businessUnits.byKey(row.businessUnitKey)
        return {
          createdAt: row.createdAt,
          businessUnitKey: row.businessUnitKey ?? undefined,
          region: unit?.region,
        }
      })
    },
    businessUnitKeyOf: (id) => businessUnits.byId(id)?.key,
  }
}
