import type { CustomerRecord as BillingCustomer, PriceRecord, SubscriptionRecord } from '#billing/provider.ts'
import type { CustomerRecord as ErpCustomer, ProductRecord as ErpProduct } from '#erp/provider.ts'
import type { AccountRecord } from '#support/provider.ts'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { Link } from '#shared/crosswalk.ts'
import { isUnreadable } from '#shared/listed.ts'
import { answered, allAnswered } from '../answers.ts'
import type { LookContext } from '../process.ts'
import { type Found, findRecord, onlyWritable } from './find-record.ts'
import type { ReadSale } from './read-sale.ts'

/** What the systems after the CRM have of a deal's customer and of its products. */
export interface ReadSystems {
  /** The customer's records in the CRM; one, unless somebody has to look. */
  crmLinks: readonly Link[]
  erp: Found<ErpCustomer>
  billing: Found<BillingCustomer>
  support: Found<AccountRecord>
  businessUnitKey: string | undefined
  /** The customer's newest subscription. */
  subscription: SubscriptionRecord | undefined
  /** What bills the deal's contracts already. */
  running: readonly SubscriptionRecord[]
  /** One for each line of the sale, in its order. */
  products: readonly ReadProduct[]
}

export interface ReadProduct {
  erp: ErpProduct | undefined
  billing: { nativeId: string; name: string; prices: readonly PriceRecord[] } | undefined
  supportNativeId: string | undefined
}

export async function readSystems(
  deal: ReadSale & { customerId: string },
  look: LookContext,
): Promise<ReadSystems> {
  const { customerId, sale } = deal
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
  const crmNativeIds = sale.customer ? [sale.customer.nativeId] : []
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
    readProducts(deal, found, look),
    readNewestSubscription(billing, crmNativeIds, look),
    readRunning(deal, billing, look),
  ])
  return { crmLinks, ...found, businessUnitKey, products, subscription, running }
}

type Systems = Pick<ReadSystems, 'erp' | 'billing' | 'support'>

async function readProducts({ sale }: ReadSale, systems: Systems, look: LookContext): Promise<ReadProduct[]> {
  const { crosswalk } = look.tools
  const refs = sale.lines.flatMap(({ product }) => product ?? [])
  const ids = await crosswalk.findIds('Product', refs)
  // What nobody knows has the links of nothing.
  const known = sale.lines.map(({ product }) => (product && ids[refs.indexOf(product)]) ?? '')
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
  { contracts }: ReadSale,
  { connectionId }: Found<BillingCustomer>,
  { call, tools }: LookContext,
): Promise<SubscriptionRecord[]> {
  if (connectionId === undefined || contracts.length === 0) return []
  const ids = contracts.map(({ source }) => source.nativeId)
  const answers = await tools.billing(connectionId).listSubscriptionsOfContracts(ids, call)
  return allAnswered(answers)
    .flat()
    .filter(({ status }) => status !== 'CANCELLED')
}
