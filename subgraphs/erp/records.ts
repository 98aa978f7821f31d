import type { SystemDomain } from '#shared/connections/connection.ts'
import type { NativeRef } from '#shared/crosswalk.ts'
import { assertId, type EntityType } from '#shared/global-id.ts'
import { keysInEach, type Loader, loadFromAny, type RecordKey } from '#shared/subgraph/loader-factories.ts'
import type { Context } from './context.ts'
import type {
  BalanceRecord,
  ContractBillingRecord,
  CustomerRecord,
  LedgerInvoiceRecord,
  LedgerLineRecord,
  ProductRecord,
  ReceiptRecord,
} from './provider.ts'

// Records by canonical id, undefined where the ERP has none; each is noted under the object that it was read for.

export function loadCustomer(id: string, context: Context): Promise<CustomerRecord | undefined> {
  return context.loadedRecords.note(
    `Customer ${id}`,
    loadOwn('Customer', id, context.loaders.customer, context),
  )
}

/** The customer as an entitlement check uses it: its hold is what the check rests on. */
export function loadHold(customerId: string, context: Context): Promise<CustomerRecord | undefined> {
  const load = loadOwn('Customer', customerId, context.loaders.customer, context).then(onlyHold)
  return context.loadedRecords.note(`EntitlementCheck ${customerId}`, load)
}

export function loadBalance(customerId: string, context: Context): Promise<BalanceRecord | undefined> {
  const load = loadOwn('Customer', customerId, context.loaders.balance, context)
  return context.loadedRecords.note(`AccountBalance ${customerId}`, load)
}

export function loadProduct(id: string, context: Context): Promise<ProductRecord | undefined> {
  return context.loadedRecords.note(`Product ${id}`, loadOwn('Product', id, context.loaders.product, context))
}

/** The ledger's side of a billing invoice; `known` is false where billing has no such invoice either. */
export async function loadInvoice(
  id: string,
  context: Context,
): Promise<{ known: boolean; record: LedgerInvoiceRecord | undefined }> {
  const load = loadNamed({ type: 'Invoice', id, owner: 'BILLING' }, context.loaders.invoice, context)
  return context.loadedRecords.noteOf(`Invoice ${id}`, load, ({ record }) => record)
}

export async function loadInvoiceLine(id: string, context: Context): Promise<LedgerLineRecord | undefined> {
  const object = { type: 'InvoiceLine', id, owner: 'BILLING' } as const
  return (await loadNamed(object, context.loaders.invoiceLine, context)).record
}

export function loadPayment(id: string, context: Context): Promise<ReceiptRecord | undefined> {
  const load = loadNamed({ type: 'Payment', id, owner: 'BILLING' }, context.loaders.payment, context)
  return context.loadedRecords.note(
    `Payment ${id}`,
    load.then(({ record }) => record),
  )
}

export function loadContract(id: string, context: Context): Promise<ContractBillingRecord | undefined> {
  const load = loadNamed({ type: 'Contract', id, owner: 'CRM' }, context.loaders.contract, context)
  return context.loadedRecords.note(
    `Contract ${id}`,
    load.then(({ record }) => record),
  )
}

/** The ERP's own record of an object; the oldest where there are several. */
export async function refOf(
  type: EntityType,
  id: string,
  { ids, loaders }: Context,
): Promise<NativeRef | undefined> {
  assertId(type, id)
  const links = await ids.linksOf(id, 'ERP')
  return links.find(({ connectionId }) => loaders.connectionIds.includes(connectionId))
}

export async function loadOwn<Item>(
  type: EntityType,
  id: string,
  loader: Loader<RecordKey, Item>,
  context: Context,
): Promise<Item | undefined> {
  const ref = await refOf(type, id, context)
  return ref && loader.load(ref)
}

/** The record that carries the id which another domain's system gave the object, in whichever ERP it is. */
async function loadNamed<Item>(
  { type, id, owner }: { type: EntityType; id: string; owner: SystemDomain },
  loader: Loader<RecordKey, Item>,
  { ids, loaders }: Context,
): Promise<{ known: boolean; record: Item | undefined }> {
  assertId(type, id)
  const [link] = await ids.linksOf(id, owner)
  if (!link) return { known: false, record: undefined }
  return { known: true, record: await loadFromAny(loader, keysInEach(loaders.connectionIds, [link])) }
}

function onlyHold(record: CustomerRecord | undefined): CustomerRecord | undefined {
  const creditHold = record?.fieldSources.creditHold
  return record && { ...record, fieldSources: creditHold === undefined ? {} : { creditHold } }
}
