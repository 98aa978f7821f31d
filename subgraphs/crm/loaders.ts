import { customerTag } from '#shared/cache/cache.ts'
import type { Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  type At,
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

type Factories = LoaderFactories<CrmProvider>

/** Lists hang on their customer. */
const ofCustomer = ({ connectionId, customerNativeId }: At<ListRequest>) => [
  customerTag(connectionId, customerNativeId),
]

export function createLoaders(factories: Factories, request: RequestContext): Loaders {
  const { connectionIds, byNativeId } = factories
  return {
    connectionIds,
    customer: byNativeId('customer', (crm, ids) => crm.getCustomers(ids, request)),
    product: byNativeId('product', (crm, ids) => crm.getProducts(ids, request)),
    order: byNativeId('order', (crm, ids) => crm.getOrdersByErpId(ids, request)),
    ...contactLoaders(factories, request),
    ...contractLoaders(factories, request),
    ...opportunityLoaders(factories, request),
    ...quoteLoaders(factories, request),
  }
}

function contactLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const contact: Loaders['contact'] = byNativeId('contact', (crm, ids) => crm.getContacts(ids, request))
  return {
    contact,
    contactPage: byRequest(
      'contactPage',
      (crm, requests: readonly At<ListRequest>[]) => crm.listContacts(requests, request),
      { tagsOf: ofCustomer, seen: keepIn(contact) },
    ),
  }
}

function contractLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const contract: Loaders['contract'] = byNativeId('contract', (crm, ids) => crm.getContracts(ids, request))
  return {
    contract,
    contractPage: byRequest(
      'contractPage',
      (crm, requests: readonly At<ContractListRequest>[]) => crm.listContracts(requests, request),
      { tagsOf: ofCustomer, seen: keepIn(contract) },
    ),
    contractLines: byNativeId('contractLines', (crm, ids) => crm.getContractLines(ids, request)),
    renewalId: byNativeId('renewalId', (crm, ids) => crm.getRenewalIds(ids, request)),
  }
}

function opportunityLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const opportunity: Loaders['opportunity'] = byNativeId('opportunity', (crm, ids) =>
    crm.getOpportunities(ids, request),
  )
  return {
    opportunity,
    opportunityPage: byRequest(
      'opportunityPage',
      (crm, requests: readonly At<OpportunityListRequest>[]) => crm.listOpportunities(requests, request),
      { tagsOf: ofCustomer, seen: keepIn(opportunity) },
    ),
    opportunityLines: byNativeId('opportunityLines', (crm, ids) => crm.getOpportunityLines(ids, request)),
  }
}

function quoteLoaders({ byNativeId, byRequest }: Factories, request: RequestContext) {
  const quote: Loaders['quote'] = byNativeId('quote', (crm, ids) => crm.getQuotes(ids, request))
  return {
    quote,
    quotePage: byRequest(
      'quotePage',
      (crm, requests: readonly At<QuoteListRequest>[]) => crm.listQuotes(requests, request),
      { tagsOf: ofCustomer, seen: keepIn(quote) },
    ),
    quoteLines: byNativeId('quoteLines', (crm, ids) => crm.getQuoteLines(ids, request)),
  }
}
