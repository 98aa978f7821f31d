import DataLoader from 'dataloader'
import type { Crosswalk, Link, NativeRef } from '#shared/crosswalk.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  type CrmEvidence,
  type EvidenceQuestion,
  findEvidence,
  keyOfQuestion,
} from './entitlement-evidence.ts'
import { createRecordLoader, type Providers, type RecordKey } from './loaders/by-connection.ts'
import { createList, type List } from './loaders/lists.ts'
import { createMemo, type Memo } from './loaders/memo.ts'
import type {
  ContactRecord,
  ContractLineRecord,
  ContractListRequest,
  ContractRecord,
  CrmEntity,
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

type RecordLoader<Value> = DataLoader<RecordKey, Value | undefined, string>

/** Everything an operation reads from the CRM, batched; as old as the operation. */
export interface Loaders {
  /** The CRM's records of a canonical id, oldest link first. */
  links: DataLoader<string, Link[]>
  /** Canonical id of a native record; minted at first sight for what the CRM owns, undefined for an unmatched customer or product. */
  id(entity: CrmEntity, key: RecordKey): Promise<string | undefined>

  /** By canonical id. */
  customers: Memo<string, CustomerRecord | undefined>
  products: Memo<string, ProductRecord | undefined>
  orders: Memo<string, OrderRecord | undefined>
  evidence: Memo<EvidenceQuestion, CrmEvidence | undefined>

  /** By native id. */
  contacts: RecordLoader<ContactRecord>
  contracts: RecordLoader<ContractRecord>
  opportunities: RecordLoader<OpportunityRecord>
  quotes: RecordLoader<QuoteRecord>
  contractLines: RecordLoader<ContractLineRecord[]>
  opportunityLines: RecordLoader<SaleLineRecord[]>
  quoteLines: RecordLoader<SaleLineRecord[]>
  renewalIds: RecordLoader<string>

  contactsOf: List<ContactRecord, ListRequest>
  contractsOf: List<ContractRecord, ContractListRequest>
  opportunitiesOf: List<OpportunityRecord, OpportunityListRequest>
  quotesOf: List<QuoteRecord, QuoteListRequest>
}

/** The entities that matching mints; a domain only finds their ids. */
const MATCHED: ReadonlySet<CrmEntity> = new Set(['Customer', 'Product'])

export function createLoaders(providers: Providers, crosswalk: Crosswalk, request: RequestContext): Loaders {
  const records = createRecordLoaders(providers, request)
  const links = createLinkLoader(crosswalk, 'CRM')
  const loaders: Loaders = {
    links,
    id: createIdLookup(providers, crosswalk),
    ...records,
    ...createLists(providers, links, records, request),
    ...createOnDemand(providers, crosswalk, links, request),
    evidence: createMemo((question) => findEvidence(question, loaders, request.receivedAt), keyOfQuestion),
  }
  return loaders
}

function createLinkLoader(crosswalk: Crosswalk, domain: 'CRM' | 'ERP'): DataLoader<string, Link[]> {
  return new DataLoader((ids) => crosswalk.linksOf(ids, domain))
}

/** One lookup of the crosswalk for all ids of a kind that are asked in the same turn. */
function createIdLookup(providers: Providers, crosswalk: Crosswalk): Loaders['id'] {
  const createLoader = (entity: CrmEntity): DataLoader<NativeRef, string | undefined, string> =>
    new DataLoader(
      (refs) => (MATCHED.has(entity) ? crosswalk.findIds(entity, refs) : crosswalk.ensureIds(entity, refs)),
      { cacheKeyFn: ({ connectionId, nativeId }) => `${connectionId}\n${nativeId}` },
    )
  const byEntity: Readonly<Record<CrmEntity, ReturnType<typeof createLoader>>> = {
    Customer: createLoader('Customer'),
    Contact: createLoader('Contact'),
    Contract: createLoader('Contract'),
    Opportunity: createLoader('Opportunity'),
    Quote: createLoader('Quote'),
    Product: createLoader('Product'),
  }
  return async (entity, { connectionId, nativeId }) => {
    const objectType = providers.get(connectionId)?.objectTypes[entity]
    if (objectType === undefined) return undefined
    return byEntity[entity].load({ connectionId, objectType, nativeId })
  }
}

function createRecordLoaders(providers: Providers, request: RequestContext) {
  return {
    contacts: createRecordLoader(providers, (crm, ids) => crm.getContacts(ids, request)),
    contracts: createRecordLoader(providers, (crm, ids) => crm.getContracts(ids, request)),
    opportunities: createRecordLoader(providers, (crm, ids) => crm.getOpportunities(ids, request)),
    quotes: createRecordLoader(providers, (crm, ids) => crm.getQuotes(ids, request)),
    contractLines: createRecordLoader(providers, (crm, ids) => crm.getContractLines(ids, request)),
    opportunityLines: createRecordLoader(providers, (crm, ids) => crm.getOpportunityLines(ids, request)),
    quoteLines: createRecordLoader(providers, (crm, ids) => crm.getQuoteLines(ids, request)),
    renewalIds: createRecordLoader(providers, (crm, ids) => crm.getRenewalIds(ids, request)),
  }
}

function createLists(
  providers: Providers,
  links: Loaders['links'],
  records: ReturnType<typeof createRecordLoaders>,
  request: RequestContext,
) {
  const common = { providers, linksOf: (customerId: string) => links.load(customerId) }
  return {
    contactsOf: createList<ContactRecord, ListRequest>({
      ...common,
      fetch: (crm, requests) => crm.listContacts(requests, request),
      prime: (key, item) => records.contacts.prime(key, item),
    }),
    contractsOf: createList<ContractRecord, ContractListRequest>({
      ...common,
      fetch: (crm, requests) => crm.listContracts(requests, request),
      prime: (key, item) => records.contracts.prime(key, item),
    }),
    opportunitiesOf: createList<OpportunityRecord, OpportunityListRequest>({
      ...common,
      fetch: (crm, requests) => crm.listOpportunities(requests, request),
      prime: (key, item) => records.opportunities.prime(key, item),
    }),
    quotesOf: createList<QuoteRecord, QuoteListRequest>({
      ...common,
      fetch: (crm, requests) => crm.listQuotes(requests, request),
      prime: (key, item) => records.quotes.prime(key, item),
    }),
  }
}

/** What other domains own or match, and the CRM only adds to: found by canonical id. */
function createOnDemand(
  providers: Providers,
  crosswalk: Crosswalk,
  links: Loaders['links'],
  request: RequestContext,
) {
  const erpLinks = createLinkLoader(crosswalk, 'ERP')
  const accounts = createRecordLoader(providers, (crm, ids) => crm.getCustomers(ids, request))
  const products = createRecordLoader(providers, (crm, ids) => crm.getProducts(ids, request))
  const orders = createRecordLoader(providers, (crm, ids) => crm.getOrdersByErpId(ids, request))
  /** The ERP's id may stand in any CRM's order. */
  const orderKeys = async (id: string): Promise<RecordKey[]> => {
    const found = await erpLinks.load(id)
    return [...providers.keys()].flatMap((connectionId) =>
      found.map(({ nativeId }) => ({ connectionId, nativeId })),
    )
  }
  const byId = (id: string): string => id
  return {
    customers: createMemo(async (id) => firstOf(accounts, await links.load(id)), byId),
    products: createMemo(async (id) => firstOf(products, await links.load(id)), byId),
    orders: createMemo(async (id) => firstOf(orders, await orderKeys(id)), byId),
  }
}

/** The first of several native records that is there. */
async function firstOf<Value>(
  loader: RecordLoader<Value>,
  keys: readonly RecordKey[],
): Promise<Value | undefined> {
  const found = await Promise.all(keys.map((key) => loader.load(key)))
  return found.find((record) => record !== undefined)
}
