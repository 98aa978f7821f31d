import type { NativeRef } from '#shared/crosswalk.ts'
import { maySeeCustomer } from '#shared/subgraph/visibility.ts'
import type { Context } from './context.ts'
import type { At } from './loaders.ts'
import type { BillingRecord, CustomerKey, CustomerRecord } from './provider.ts'

/** A customer's records in all billing systems, oldest link first; undefined when none knows the customer. */
export async function customerKeysOf(
  id: string,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<At<CustomerKey>[] | undefined> {
  const [links, crmLinks] = await Promise.all([loaders.billingLinks.load(id), loaders.crmLinks.load(id)])
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
  return context.loadedRecords.note(`Customer ${id}`, load(), (records) => records ?? [])
}

/** The canonical customer of a record; undefined where matching has not found it yet. */
export async function customerIdOf(
  ref: NativeRef | undefined,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<string | undefined> {
  return ref && loaders.foundId.load({ type: 'Customer', ref })
}

/** An edge to the customer of a record. */
export async function toCustomer(
  { customer }: { customer: NativeRef | undefined },
  context: Pick<Context, 'loaders'>,
): Promise<{ id: string } | null> {
  const id = await customerIdOf(customer, context)
  return id === undefined ? null : { id }
}

/** The record, unless its customer is hidden from the caller. */
export async function onlyVisible<Item extends BillingRecord & { customer: NativeRef | undefined }>(
  record: Item | undefined,
  context: Context,
): Promise<Item | undefined> {
  const { caller } = context.request
  if (record === undefined || caller.customerIds === undefined) return record
  return maySeeCustomer(caller, await customerIdOf(record.customer, context)) ? record : undefined
}
