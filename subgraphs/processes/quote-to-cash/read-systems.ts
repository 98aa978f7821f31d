import type { CustomerRecord as BillingCustomer, PriceRecord, SubscriptionRecord } from '#billing/provider.ts'
import type { CustomerRecord as ErpCustomer, ProductRecord as ErpProduct } from '#erp/provider.ts'
import type { AccountRecord } from '#support/provider.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { Link, NativeRef } from '#shared/crosswalk.ts'
import { isUnreadable } from '#shared/listed.ts'
import { answered, allAnswered } from '../answers.ts'
import type { LookContext } from '../process.ts'
import { type Found, findRecord, onlyWritable } from './find-record.ts'

/** What is looked for in the systems after the CRM. */
export interface Wanted {
  /** Canonical. */
  customerId: string
  crmCustomer: NativeRef | undefined
  /** As the CRM names them, one for each line. */
  products: readonly (NativeRef | undefined)[]
  /** As the CRM names them: what billing bills under them already. */
  contractNativeIds: readonly string[]
}

/** What the systems after the CRM have of a customer and of products. */
export interface ReadSystems {
  /** The customer's records in the CRM; one, unless somebody has to look. */
  crmLinks: readonly Link[]
  erp: Found<ErpCustomer>
  billing: Found<BillingCustomer>
  support: Found<AccountRecord>
  businessUnitKey: string | undefined
  /** The customer's newest subscription. */
  subscription: SubscriptionRecord | undefined
  /** What bills the contracts already. */
  running: readonly SubscriptionRecord[]
  /** One for each product that was asked for, in that order. */
  products: readonly ReadProduct[]
}

export interface ReadProduct {
  erp: ErpProduct | undefined
  billing: { nativeId: string; name: string; prices: readonly PriceRecord[] } | undefined
  supportNativeId: string | undefined
}

export async function readSystems(wanted: Wanted, look: LookContext): Promise<ReadSystems> {
  const { customerId, crmCustomer } = wanted
  const { call, tools } = look
  const linksIn = async (domain: SystemDomain): Promise<Link[]> =>
    (await tools.crosswalk.linksOf([customerId], domain))[0] ?? []
  const [crmLinks, erpLinks, billingLinks, supportLinks, businessUnitKey] = await Promise.all([
    linksIn('CRM'),
    linksIn('ERP'),
    linksIn('BILLING'),
    linksIn('SUPPORT'),
    tools.businessUnitKeyOf(customerId),
  ])
  const crmNativeIds = crmCustomer ? [crmCustomer.nativeId] : []
  const [erp, billing, support] = await Promise.all([
    findRecord(erpLinks, onlyWritable('ERP', tools), (id, ids) => tools.erp(id).getCustomers(ids, call)),
    findRecord(billingLinks, onlyWritable('BILLING', tools), (id, ids) =>
      tools.billing(id).getCustomers(
        ids.map((nativeId) => ({ nativeId, crmNativeIds })),
        call,
      ),
    ),
    findRecord(supportLinks, onlyWritable('SUPPORT', tools), (id, ids) =>
      tools.support(id).getAccounts(ids, call),
    ),
  ])
  const found = { erp, billing, support }
  const [products, subscription, running] = await Promise.all([
    readProducts(wanted.products, found, look),
    readNewestSubscription(billing, crmNativeIds, look),
    readRunning(wanted.contractNativeIds, billing, look),
  ])
  return { crmLinks, ...found, businessUnitKey, products, subscription, running }
}

type Systems = Pick<ReadSystems, 'erp' | 'billing' | 'support'>

async function readProducts(
  products: Wanted['products'],
  systems: Systems,
  look: LookContext,
): Promise<ReadProduct[]> {
  const { crosswalk } = look.tools
  const refs = products.flatMap((product) => product ?? [])
  const ids = await crosswalk.findIds('Product', refs)
  // What nobody knows has the links of nothing.
  const known = products.map((product) => (product && ids[refs.indexOf(product)]) ?? '')
  const nativesIn = async (domain: SystemDomain, connectionId: string | undefined) =>
    (await crosswalk.linksOf(known, domain)).map((links) => onlyIn(links, connectionId))
  const [erpIds, billingIds, supportIds] = await Promise.all([
    nativesIn('ERP', systems.erp.connectionId),
    nativesIn('BILLING', systems.billing.connectionId),
    nativesIn('SUPPORT', systems.support.connectionId),
  ])
  const [inErp, inBilling] = await Promise.all([
    readErpProducts(erpIds, systems.erp.connectionId, look),
    readBillingProducts(billingIds, systems.billing.connectionId, look),
  ])
  return known.map((_, index) => ({
    erp: inErp.get(erpIds[index] ?? ''),
    billing: inBilling.get(billingIds[index] ?? ''),
    supportNativeId: supportIds[index],
  }))
}

/** A product with two records in one system is nobody's: which one is meant is not ours to guess. */
function onlyIn(links: readonly Link[], connectionId: string | undefined): string | undefined {
  const [only, ...others] = links.filter((link) => link.connectionId === connectionId)
  return others.length > 0 || only?.state !== 'ACTIVE' ? undefined : only.nativeId
}

async function readErpProducts(
  ids: readonly (string | undefined)[],
  connectionId: string | undefined,
  { call, tools }: LookContext,
): Promise<Map<string, ErpProduct>> {
  const wanted = distinct(ids)
  if (connectionId === undefined || wanted.length === 0) return new Map()
  const products = allAnswered(await tools.erp(connectionId).getProducts(wanted, call))
  return new Map(products.map((product) => [product.source.nativeId, product]))
}

async function readBillingProducts(
  ids: readonly (string | undefined)[],
  connectionId: string | undefined,
  { call, tools }: LookContext,
): Promise<Map<string, NonNullable<ReadProduct['billing']>>> {
  const wanted = distinct(ids)
  if (connectionId === undefined || wanted.length === 0) return new Map()
  const billing = tools.billing(connectionId)
  const [products, pages] = await Promise.all([
    billing.getProducts(wanted, call),
    billing.listPrices(
      wanted.map((productNativeId) => ({ productNativeId, first: 100, after: undefined })),
      call,
    ),
  ])
  return new Map(
    allAnswered(products).map(({ source: { nativeId }, name }) => {
      const page = answered(pages[wanted.indexOf(nativeId)])
      const prices = (page?.items ?? []).flatMap((price) => (isUnreadable(price) ? [] : [price]))
      return [nativeId, { nativeId, name, prices }]
    }),
  )
}

const distinct = (ids: readonly (string | undefined)[]): string[] => [
  ...new Set(ids.flatMap((id) => id ?? [])),
]

async function readNewestSubscription(
  { record, connectionId }: Found<BillingCustomer>,
  crmNativeIds: readonly string[],
  { call, tools }: LookContext,
): Promise<SubscriptionRecord | undefined> {
  if (!record || connectionId === undefined) return undefined
  const customer = { nativeId: record.source.nativeId, crmNativeIds }
  const [page] = await tools
    .billing(connectionId)
    .listSubscriptions([{ customer, first: 1, after: undefined, statuses: undefined }], call)
  const [newest] = answered(page)?.items ?? []
  return newest === undefined || isUnreadable(newest) ? undefined : newest
}

async function readRunning(
  ids: readonly string[],
  { connectionId }: Found<BillingCustomer>,
  { call, tools }: LookContext,
): Promise<SubscriptionRecord[]> {
  if (connectionId === undefined || ids.length === 0) return []
  const answers = await tools.billing(connectionId).listSubscriptionsOfContracts(ids, call)
  return allAnswered(answers)
    .flat()
    .filter(({ status }) => status !== 'CANCELLED')
}
