import type { EntityType } from '#shared/global-id.ts'
import { keysInEach, type Loader, loadFromAny, type RecordKey } from '#shared/subgraph/loader-factories.ts'
import { findRecord, type OwnedRecord, onlyVisible } from '#shared/subgraph/records.ts'
import type { Context } from './context.ts'
import type { CustomerRecord, OrderRecord, ProductRecord } from './provider.ts'

/** A customer's account, the oldest linked one that is there; undefined where the CRM has none. */
export function loadCustomer(id: string, context: Context): Promise<CustomerRecord | undefined> {
  return context.loadedRecords.note(`Customer ${id}`, firstLinked(id, context.loaders.customer, context))
}

export function loadProduct(id: string, context: Context): Promise<ProductRecord | undefined> {
  return context.loadedRecords.note(`Product ${id}`, firstLinked(id, context.loaders.product, context))
}

/** The CRM's side of the ERP's order, in whichever CRM it is. */
export function loadOrder(id: string, context: Context): Promise<OrderRecord | undefined> {
  return context.loadedRecords.note(`Order ${id}`, findOrder(id, context))
}

async function findOrder(id: string, { ids, loaders }: Context): Promise<OrderRecord | undefined> {
  const links = await ids.linksOf(id, 'ERP')
  return loadFromAny(loaders.order, keysInEach(loaders.connectionIds, links))
}

async function firstLinked<Item>(
  id: string,
  loader: Loader<RecordKey, Item>,
  { ids }: Context,
): Promise<Item | undefined> {
  const links = await ids.linksOf(id, 'CRM')
  const found = await Promise.all(links.map((link) => loader.load(link)))
  return found.find((record) => record !== undefined)
}

/** A record that the CRM owns, by its canonical id. A copy: `@apollo/subgraph` writes the type's name onto it. */
async function findOwn<Item extends OwnedRecord>(
  type: EntityType,
  id: string,
  loader: Loader<RecordKey, Item>,
  context: Context,
): Promise<Item | undefined> {
  const record = await findRecord({ type, id, domain: 'CRM' }, loader, context)
  return record && { ...record }
}

/** The same, hidden from a caller who may not see its customer. */
export async function findVisible<Item extends OwnedRecord>(
  type: EntityType,
  id: string,
  loader: Loader<RecordKey, Item>,
  context: Context,
): Promise<Item | undefined> {
  return onlyVisible(await findOwn(type, id, loader, context), context)
}
