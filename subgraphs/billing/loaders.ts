import type { Crosswalk } from '#shared/crosswalk.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { type CrosswalkLoaders, createCrosswalkLoaders } from './crosswalk-loaders.ts'
import {
  createLoaderFactories,
  type Load,
  type LoaderFactories,
  type RecordKey,
  recordKey,
} from './loader-factories.ts'
import type {
  BillingProvider,
  CustomerKey,
  CustomerRecord,
  DunningKey,
  DunningRecord,
  FeatureEntitlementRecord,
  FeatureRecord,
  InvoiceLineListRequest,
  InvoiceLineRecord,
  InvoiceListRequest,
  InvoiceRecord,
  ListRequest,
  PaymentRecord,
  PaymentStatus,
  PriceListRequest,
  PriceRecord,
  ProductRecord,
  SubscriptionRecord,
  SubscriptionStatus,
} from './provider.ts'

/** A request to one connection. */
export type At<Request> = Request & { connectionId: string }

/** One per operation: each thing is asked for once, and what is asked for in one turn is asked for together. */
export interface Loaders extends CrosswalkLoaders {
  /** The connections that serve this domain. */
  connectionIds: readonly string[]
  customer: Load<At<CustomerKey>, CustomerRecord | undefined>
  subscriptionPage: Load<At<ListRequest<SubscriptionStatus>>, Page<SubscriptionRecord> | undefined>
  subscription: Load<RecordKey, SubscriptionRecord | undefined>
  /** Key: the CRM's native id of a contract. */
  subscriptionsOfContract: Load<RecordKey, SubscriptionRecord[] | undefined>
  invoicePage: Load<At<InvoiceListRequest>, Page<InvoiceRecord> | undefined>
  invoice: Load<RecordKey, InvoiceRecord | undefined>
  invoiceLinePage: Load<At<InvoiceLineListRequest>, Page<InvoiceLineRecord> | undefined>
  /** Lines that this operation has read: a vendor may know a line only within its invoice. */
  seenInvoiceLines: ReadonlyMap<string, InvoiceLineRecord>
  paymentPage: Load<At<ListRequest<PaymentStatus>>, Page<PaymentRecord> | undefined>
  payment: Load<RecordKey, PaymentRecord | undefined>
  dunning: Load<At<DunningKey>, DunningRecord | undefined>
  product: Load<RecordKey, ProductRecord | undefined>
  featuresOfProduct: Load<RecordKey, FeatureRecord[] | undefined>
  pricePage: Load<At<PriceListRequest>, Page<PriceRecord> | undefined>
  price: Load<RecordKey, PriceRecord | undefined>
  /** Key: the vendor's customer. */
  featureEntitlements: Load<RecordKey, FeatureEntitlementRecord[] | undefined>
}

export function createLoaders(options: {
  providers: readonly BillingProvider[]
  crosswalk: Crosswalk
  request: RequestContext
}): Loaders {
  const { providers, crosswalk, request } = options
  const factories = createLoaderFactories(providers)
  return {
    ...createCrosswalkLoaders(crosswalk),
    connectionIds: providers.map(({ connection }) => connection.id),
    customer: factories.loader(recordKey, (provider, keys: readonly At<CustomerKey>[]) =>
      provider.getCustomers(keys, request),
    ),
    ...subscriptionLoaders(factories, request),
    ...invoiceLoaders(factories, request),
    ...paymentLoaders(factories, request),
    ...catalogueLoaders(factories, request),
    featureEntitlements: factories.byRef((provider, ids) => provider.listFeatureEntitlements(ids, request)),
  }
}

function subscriptionLoaders({ loader, byRef }: LoaderFactories, request: RequestContext) {
  const subscription: Loaders['subscription'] = byRef((provider, ids) =>
    provider.getSubscriptions(ids, request),
  )
  const keep = (records: readonly SubscriptionRecord[]): void => {
    for (const record of records) subscription.prime(record.source, record)
  }
  return {
    subscription,
    subscriptionPage: loader(
      JSON.stringify,
      (provider, keys: readonly At<ListRequest<SubscriptionStatus>>[]) =>
        provider.listSubscriptions(keys, request),
      (page) => keep(page.items),
    ),
    subscriptionsOfContract: byRef(
      (provider, ids) => provider.listSubscriptionsOfContracts(ids, request),
      keep,
    ),
  }
}

function invoiceLoaders({ loader, byRef }: LoaderFactories, request: RequestContext) {
  const seenInvoiceLines = new Map<string, InvoiceLineRecord>()
  const keepLines = (lines: readonly InvoiceLineRecord[]): void => {
    for (const line of lines) seenInvoiceLines.set(recordKey(line.source), line)
  }
  const invoice: Loaders['invoice'] = byRef(
    (provider, ids) => provider.getInvoices(ids, request),
    (record) => keepLines(record.lines.items),
  )
  const keep = (page: Page<InvoiceRecord>): void => {
    for (const record of page.items) {
      invoice.prime(record.source, record)
      keepLines(record.lines.items)
    }
  }
  return {
    invoice,
    seenInvoiceLines,
    invoicePage: loader(
      JSON.stringify,
      (provider, keys: readonly At<InvoiceListRequest>[]) => provider.listInvoices(keys, request),
      keep,
    ),
    invoiceLinePage: loader(
      JSON.stringify,
      (provider, keys: readonly At<InvoiceLineListRequest>[]) => provider.listInvoiceLines(keys, request),
      (page) => keepLines(page.items),
    ),
  }
}

function paymentLoaders({ loader, byRef }: LoaderFactories, request: RequestContext) {
  const payment: Loaders['payment'] = byRef((provider, ids) => provider.getPayments(ids, request))
  return {
    payment,
    paymentPage: loader(
      JSON.stringify,
      (provider, keys: readonly At<ListRequest<PaymentStatus>>[]) => provider.listPayments(keys, request),
      (page: Page<PaymentRecord>) => {
        for (const record of page.items) payment.prime(record.source, record)
      },
    ),
    dunning: loader(recordKey, (provider, keys: readonly At<DunningKey>[]) =>
      provider.getDunning(keys, request),
    ),
  }
}

function catalogueLoaders({ loader, byRef }: LoaderFactories, request: RequestContext) {
  const price: Loaders['price'] = byRef((provider, ids) => provider.getPrices(ids, request))
  return {
    price,
    pricePage: loader(
      JSON.stringify,
      (provider, keys: readonly At<PriceListRequest>[]) => provider.listPrices(keys, request),
      (page: Page<PriceRecord>) => {
        for (const record of page.items) price.prime(record.source, record)
      },
    ),
    product: byRef((provider, ids) => provider.getProducts(ids, request)),
    featuresOfProduct: byRef((provider, ids) => provider.listFeatures(ids, request)),
  }
}
