import type { Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  type At,
  createLoaderFactories,
  keepIn,
  type Loader,
  type LoaderFactories,
  type RecordKey,
} from '#shared/subgraph/loader-factories.ts'
import type {
  ContactRecord,
  ContractLineRecord,
  ContractListRequest,
  ContractRecord,
  CrmProvider,
  CustomerRecord,
  ListRequest,
  OpportunityListRequest,
  OpportunityRecord,
  OrderRecord,
  ProductRecord,
  QuoteListRequest,
  QuoteRecord,
  SaleLineRecord,
} from './provider.ts'

/** What an operation asks the CRMs. */
export interface Loaders {
  /** The connections that serve this domain. */
  connectionIds: readonly string[]
  customer: Loader<RecordKey, CustomerRecord>
  product: Loader<RecordKey, ProductRecord>
  /** Key: the ERP's native id of a sales order. */
  order: Loader<RecordKey, OrderRecord>
  contactPage: Loader<At<ListRequest>, Page<Listed<ContactRecord>>>
  contact: Loader<RecordKey, ContactRecord>
  contractPage: Loader<At<ContractListRequest>, Page<Listed<ContractRecord>>>
  contract: Loader<RecordKey, ContractRecord>
  contractLines: Loader<RecordKey, ContractLineRecord[]>
  /** Native id of the contract that renews a contract. */
  renewalId: Loader<RecordKey, string>
  opportunityPage: Loader<At<OpportunityListRequest>, Page<Listed<OpportunityRecord>>>
  opportunity: Loader<RecordKey, OpportunityRecord>
  opportunityLines: Loader<RecordKey, SaleLineRecord[]>
  quotePage: Loader<At<QuoteListRequest>, Page<Listed<QuoteRecord>>>
  quote: Loader<RecordKey, QuoteRecord>
  quoteLines: Loader<RecordKey, SaleLineRecord[]>
}

export function createLoaders(providers: readonly CrmProvider[], request: RequestContext): Loaders {
  const factories = createLoaderFactories(providers)
  const { byNativeId } = factories
  return {
    connectionIds: providers.map(({ connection }) => connection.id),
    customer: byNativeId((crm, ids) => crm.getCustomers(ids, request)),
    product: byNativeId((crm, ids) => crm.getProducts(ids, request)),
    order: byNativeId((crm, ids) => crm.getOrdersByErpId(ids, request)),
    ...contactLoaders(factories, request),
    ...contractLoaders(factories, request),
    ...opportunityLoaders(factories, request),
    ...quoteLoaders(factories, request),
  }
}

type Factories = LoaderFactories<CrmProvider>

function contactLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const contact: Loaders['contact'] = byNativeId((crm, ids) => crm.getContacts(ids, request))
  return {
    contact,
    contactPage: byRequest(
      (crm, requests: readonly At<ListRequest>[]) => crm.listContacts(requests, request),
      keepIn(contact),
    ),
  }
}

function contractLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const contract: Loaders['contract'] = byNativeId((crm, ids) => crm.getContracts(ids, request))
  return {
    contract,
    contractPage: byRequest(
      (crm, requests: readonly At<ContractListRequest>[]) => crm.listContracts(requests, request),
      keepIn(contract),
    ),
    contractLines: byNativeId((crm, ids) => crm.getContractLines(ids, request)),
    renewalId: byNativeId((crm, ids) => crm.getRenewalIds(ids, request)),
  }
}

function opportunityLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const opportunity: Loaders['opportunity'] = byNativeId((crm, ids) => crm.getOpportunities(ids, request))
  return {
    opportunity,
    opportunityPage: byRequest(
      (crm, requests: readonly At<OpportunityListRequest>[]) => crm.listOpportunities(requests, request),
      keepIn(opportunity),
    ),
    opportunityLines: byNativeId((crm, ids) => crm.getOpportunityLines(ids, request)),
  }
}

function quoteLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const quote: Loaders['quote'] = byNativeId((crm, ids) => crm.getQuotes(ids, request))
  return {
    quote,
    quotePage: byRequest(
      (crm, requests: readonly At<QuoteListRequest>[]) => crm.listQuotes(requests, request),
      keepIn(quote),
    ),
    quoteLines: byNativeId((crm, ids) => crm.getQuoteLines(ids, request)),
  }
}
