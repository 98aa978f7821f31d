import type { At } from '#shared/subgraph/loader-factories.ts'
import type { Context } from './context.ts'
import type { CustomerKey, CustomerRecord } from './provider.ts'

/** A customer's records in all billing systems, oldest link first; undefined when none knows the customer. */
export async function customerKeysOf(id: string, { ids }: Context): Promise<At<CustomerKey>[] | undefined> {
  const [links, crmLinks] = await Promise.all([ids.linksOf(id, 'BILLING'), ids.linksOf(id, 'CRM')])
  if (links.length === 0) return undefined
  const crmNativeIds = crmLinks.map(({ nativeId }) => nativeId)
  return links.map(({ connectionId, nativeId }) => ({ connectionId, nativeId, crmNativeIds }))
}

/** The customer's billing records, noted as what the object was answered from. */
export function loadCustomers(id: string, context: Context): Promise<CustomerRecord[] | undefined> {
  const load = async (): Promise<CustomerRecord[] | undefined> => {
    const keys = await customerKeysOf(id, context)
    const records = keys && (await Promise.all(keys.map((key) => context.loaders.customer.load(key))))
    return records?.filter((record) => record !== undefined)
  }
  return context.loadedRecords.note(`Customer ${id}`, load())
}
