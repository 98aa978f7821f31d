import type { BillingProvider, InvoiceRecord, PriceRecord, SubscriptionRecord } from '#billing/provider.ts'
import type { BillingWrites, NewSubscription, WrittenInvoice } from '#billing/writes.ts'
import type {
  ContractLineRecord,
  ContractRecord,
  CrmProvider,
  CustomerRecord as CrmCustomer,
} from '#crm/provider.ts'
import type { CrmWrites, SaleRecord } from '#crm/writes.ts'
import type {
  BalanceRecord,
  CustomerRecord as ErpCustomer,
  ErpProvider,
  LedgerInvoiceRecord,
  ProductRecord as ErpProduct,
} from '#erp/provider.ts'
import type { ErpWrites } from '#erp/writes.ts'
import { DEFAULT_RULES, type ProcessRules } from '#processes/rules.ts'
import type { ProcessTools } from '#processes/tools.ts'
import type { Connection, SystemDomain } from '#shared/connections/connection.ts'
import type { Link } from '#shared/crosswalk.ts'
import { mintId } from '#shared/global-id.ts'
import { addMoney, type Money, money, multiplyMoney } from '#shared/money.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { Written } from '#shared/writes.ts'
import type { SupportProvider } from '#support/provider.ts'
import type { SupportWrites } from '#support/writes.ts'
import { createMemoryCrosswalk } from '../../support/memory-crosswalk.ts'
import { type Books, createBooks } from './books.ts'
import { CRM_CUSTOMER, erpProduct, LEGAL_ENTITY, priceOf, recordOf, refOf, SALE, usd } from './deal.ts'

/** What a test changes of four systems that hold a deal as it should be. */
export interface Situation {
  sale?: Partial<SaleRecord> | undefined
  isDealUnknown?: boolean
  isCustomerUnknown?: boolean
  crmCustomer?: Partial<CrmCustomer>
  contract?: Partial<ContractRecord> & { lines?: readonly ContractLineRecord[] }
  erpCustomer?: ErpCustomer
  /** States of the customer's further links. */
  extraLinks?: readonly { domain: SystemDomain; nativeId: string; state: Link['state'] }[]
  erpProducts?: readonly ErpProduct[]
  /** Products that billing has a link for. */
  billingProducts?: readonly string[]
  prices?: readonly PriceRecord[]
  receivable?: Money
  tradesIn?: boolean
  period?: { name: string; isClosed: boolean } | undefined
  businessUnitKey?: string | undefined
  /** Where those of the Americas differ. */
  rules?: Partial<ProcessRules>
  subscriptions?: readonly SubscriptionRecord[]
  tax?: Money
  collectionMethod?: SubscriptionRecord['collectionMethod']
  hasSupport?: boolean
  /** What the ledger says of every invoice, where it is not what was posted. */
  ledgerTotal?: Money
}

export interface Systems {
  tools: ProcessTools
  books: Books
  customerId: string
  /** Writes of ours that were remembered. */
  own: string[]
  /** Canonical id → native ids that were linked. */
  linked: string[]
}

const DOMAINS: readonly SystemDomain[] = ['CRM', 'BILLING', 'SUPPORT', 'ERP']
const CONNECTIONS = DOMAINS.map((domain) => ({ id: domain.toLowerCase(), domain }) as Connection)
const PRODUCTS = ['platform', 'onboarding']

export function createSystems(situation: Situation = {}): Systems {
  const books = createBooks()
  const customerId = mintId('Customer', new Date(0))
  const crosswalk = createMemoryCrosswalk(CONNECTIONS)
  const extra = situation.extraLinks ?? []
  const own: string[] = []
  const linked: string[] = []
  const link = (id: string, ref: Written['ref']) =>
    crosswalk.addLinks([{ id, ref, method: 'EXTERNAL_ID_FIELD' }])
  if (!situation.isCustomerUnknown) void link(customerId, refOf('crm', 'Account', 'crm-piper'))
  if (situation.erpCustomer) void link(customerId, refOf('erp', 'customer', 'erp-piper'))
  for (const { domain, nativeId } of extra)
    void link(customerId, refOf(domain.toLowerCase(), 'customer', nativeId))
  for (const product of PRODUCTS) {
    const id = mintId('Product', new Date(0))
    void link(id, refOf('crm', 'Product2', `crm-${product}`))
    void link(id, refOf('erp', 'item', `erp-${product}`))
    void link(id, refOf('support', 'model', `support-${product}`))
    if ((situation.billingProducts ?? PRODUCTS).includes(product))
      void link(id, refOf('billing', 'product', `billing-${product}`))
  }
  const crm = createCrm(situation, books)
  const billing = createBilling(situation, books)
  const support = createSupport(situation, books)
  const erp = createErp(situation, books)
  const tools = only<ProcessTools>({
    crosswalk: {
      ...crosswalk,
      linksOf: async (ids, domain) =>
        (await crosswalk.linksOf(ids, domain)).map((links) =>
          links.map((one) => ({
            ...one,
            state: extra.find(({ nativeId }) => nativeId === one.nativeId)?.state ?? one.state,
          })),
        ),
    },
    connections: new Map(CONNECTIONS.map((connection) => [connection.id, connection])),
    businessUnits: [{ key: 'americas', name: 'Americas', legalEntities: [refOf('erp', 'subsidiary', 'us')] }],
    businessUnitKeyOf: async () => ('businessUnitKey' in situation ? situation.businessUnitKey : 'americas'),
    crm: () => crm,
    billing: () => billing,
    support: () => support,
    erp: () => erp,
    recordOrderOf: () => [],
    rulesOf: (key) => ({ ...DEFAULT_RULES, ...(key === 'americas' ? situation.rules : {}) }),
    noteOwnWrite: async ({ ref }) => void own.push(ref.nativeId),
    noteCustomer: async () => {},
    async link(id, ref) {
      linked.push(ref.nativeId)
      await link(id, ref)
    },
    logger: silentLogger,
  })
  return { tools, books, customerId, own, linked }
}

/** What is not written here is not asked for. */
function only<Provider extends object>(given: Partial<Provider>): Provider {
  return new Proxy(given, {
    get(target, name) {
      if (name in target || name === 'then' || name === 'writes') return Reflect.get(target, name)
      throw new Error(`nobody asks for ${String(name)}`)
    },
  }) as Provider
}

function written(connectionId: string, objectType: string, nativeId: string): Written {
  const ref = refOf(connectionId, objectType, nativeId)
  return { ref, effect: 'CREATED', number: `N-${nativeId}`, version: '1', url: undefined }
}

function createCrm(situation: Situation, books: Books): CrmProvider {
  const contract = situation.contract && {
    ...recordOf('crm', 'Contract', 'sales-draft'),
    createdAt: new Date(0),
    customer: SALE.customer,
    contractNumber: '00001101',
    name: undefined,
    status: 'DRAFT' as const,
    startDate: '2026-11-25',
    endDate: undefined,
    termMonths: 12,
    totalContractValue: undefined,
    annualContractValue: undefined,
    amends: undefined,
    renewedFrom: undefined,
    renewal: undefined,
    customFields: [],
    ...situation.contract,
  }
  const lines = new Map<string, ContractLineRecord[]>()
  if (contract) lines.set('sales-draft', [...(situation.contract?.lines ?? SALE.lines.map(toContractLine))])
  const writes = only<CrmWrites>({
    getSale: async () =>
      situation.isDealUnknown
        ? undefined
        : {
            ...SALE,
            ...(contract ? { contracts: [refOf('crm', 'Contract', 'sales-draft')] } : {}),
            ...situation.sale,
          },
    createContract: (asked, call) =>
      books.once('crm.createContract', call, () => {
        lines.set(
          'contract',
          asked.lines.map((line) =>
            toContractLine({ product: refOf('crm', 'Product2', line.productNativeId), ...line }),
          ),
        )
        return { asked, answer: written('crm', 'Contract', 'contract') }
      }),
    activateContract: (nativeId, call) =>
      books.once('crm.activateContract', call, () => ({
        asked: nativeId,
        answer: written('crm', 'Contract', nativeId),
      })),
    withdrawContract: (asked, call) =>
      books.once('crm.withdrawContract', call, () => ({
        asked,
        answer: written('crm', 'Contract', asked.nativeId),
      })),
    noteOutcome: (nativeId, outcome, call) =>
      books.once('crm.noteOutcome', call, () => ({
        asked: outcome,
        answer: written('crm', 'Opportunity', nativeId),
      })),
  })
  return only<CrmProvider>({
    writes,
    getCustomers: async (ids) => ids.map(() => ({ ...CRM_CUSTOMER, ...situation.crmCustomer })),
    getContracts: async (ids) => ids.map(() => contract),
    getContractLines: async (ids) => ids.map((id) => lines.get(id) ?? []),
  })
}

function toContractLine({
  product,
  quantity,
  unitPrice,
}: Pick<ContractLineRecord, 'product' | 'quantity' | 'unitPrice'>): ContractLineRecord {
  const netAmount = multiplyMoney(unitPrice, quantity)
  return {
    nativeId: 'line',
    product,
    quantity,
    unitPrice,
    term: { start: undefined, end: undefined },
    netAmount,
    renewable: true,
  }
}

function createBilling(situation: Situation, books: Books): BillingProvider {
  const { tax = usd(0) } = situation
  const totalsOf = ({
    items,
    oneTimeItems,
    currencyCode,
  }: Pick<NewSubscription, 'items' | 'oneTimeItems' | 'currencyCode'>) => {
    const amounts = [...items, ...oneTimeItems].map(({ unitPrice, quantity }) =>
      multiplyMoney(unitPrice, quantity),
    )
    const subtotal = addMoney(money(0n, currencyCode), ...amounts)
    return { subtotal, tax, total: addMoney(subtotal, tax) }
  }
  let invoice: WrittenInvoice | undefined
  const payment = () => ({ nativeId: 'payment', amount: invoice?.total ?? usd(0), receivedOn: '2026-11-25' })
  const writes = only<BillingWrites>({
    previewSubscription: async (asked) => totalsOf(asked),
    createCustomer: (asked, call) =>
      books.once('billing.createCustomer', call, () => ({
        asked,
        answer: written('billing', 'customer', 'billing-new'),
      })),
    removeCustomer: (asked, call) =>
      books.once('billing.removeCustomer', call, () => ({
        asked,
        answer: written('billing', 'customer', asked),
      })),
    createSubscription: (asked, call) =>
      books.once('billing.createSubscription', call, () => {
        const lines = [...asked.items, ...asked.oneTimeItems].map((item, index) => ({
          nativeId: `il-${index}`,
          productNativeId: item.productNativeId,
          quantity: item.quantity,
          amount: multiplyMoney(item.unitPrice, item.quantity),
          description: item.description,
        }))
        const draft = written('billing', 'invoice', 'invoice')
        invoice = {
          ...draft,
          status: 'DRAFT',
          ...totalsOf(asked),
          issuedOn: undefined,
          dueOn: undefined,
          lines,
        }
        const answer = { ...written('billing', 'subscription', 'subscription'), firstInvoice: draft.ref }
        return { asked, answer }
      }),
    cancelSubscription: (asked, call) =>
      books.once('billing.cancelSubscription', call, () => ({
        asked,
        answer: written('billing', 'subscription', asked),
      })),
    finaliseInvoice: (asked, call) =>
      books.once('billing.finaliseInvoice', call, () => {
        if (!invoice) throw new Error('there is no invoice')
        return { asked, answer: { ...invoice, status: 'OPEN', issuedOn: '2026-11-25', dueOn: '2026-12-25' } }
      }),
    async takeBackInvoice(asked, _, call) {
      await books.once('billing.takeBackInvoice', call, () => ({
        asked,
        answer: written('billing', 'invoice', asked),
      }))
      return { how: 'DELETED', counterDocument: undefined }
    },
    collectInvoice: (asked, call) =>
      books.once('billing.collectInvoice', call, () => {
        if (!invoice) throw new Error('there is no invoice')
        return { asked, answer: { ...invoice, status: 'PAID', payment: payment() } }
      }),
  })
  const prices = situation.prices ?? [
    priceOf('platform', 1200, 'MONTH'),
    priceOf('onboarding', 5000, undefined),
  ]
  return only<BillingProvider>({
    writes,
    getCustomers: async (keys) =>
      keys.map(({ nativeId }) => ({
        ...recordOf('billing', 'customer', nativeId),
        billingEmail: undefined,
        legalName: undefined,
        taxIdentifiers: [],
        billingAddress: undefined,
        customFields: [],
      })),
    getProducts: async (ids) =>
      ids.map((id) => ({
        ...recordOf('billing', 'product', id),
        name: id.replace('billing-', ''),
        taxCode: undefined,
      })),
    listPrices: async (requests) =>
      requests.map(({ productNativeId }) => ({
        items: prices.filter(({ product }) => product.nativeId === productNativeId),
        hasNextPage: false,
      })),
    listSubscriptions: async (requests) =>
      requests.map(() => ({
        items: situation.collectionMethod
          ? [{ collectionMethod: situation.collectionMethod } as SubscriptionRecord]
          : [],
        hasNextPage: false,
      })),
    listSubscriptionsOfContracts: async (ids) => ids.map(() => [...(situation.subscriptions ?? [])]),
    getInvoices: async (ids) => ids.map(() => invoice as unknown as InvoiceRecord),
  })
}

function createSupport(situation: Situation, books: Books): SupportProvider {
  const writes = only<SupportWrites>({
    createAccount: (asked, call) =>
      books.once('support.createAccount', call, () => ({
        asked,
        answer: written('support', 'account', 'account'),
      })),
    removeAccount: (asked, call) =>
      books.once('support.removeAccount', call, () => ({
        asked,
        answer: written('support', 'account', asked),
      })),
    createEntitlement: (asked, call) =>
      books.once('support.createEntitlement', call, () => ({
        asked,
        answer: written('support', 'entitlement', `entitled-${asked.productNativeId}`),
      })),
    setEntitlementActive: (asked, call) =>
      books.once('support.setEntitlementActive', call, () => ({
        asked,
        answer: written('support', 'entitlement', asked.nativeId),
      })),
  })
  return only<SupportProvider>({
    ...(situation.hasSupport === false ? {} : { writes }),
    getAccounts: async (ids) =>
      ids.map((nativeId) => ({ ...recordOf('support', 'account', nativeId), nativeId }) as never),
  })
}

function createErp(situation: Situation, books: Books): ErpProvider {
  const products = situation.erpProducts ?? [
    erpProduct('platform', 'SUBSCRIPTION'),
    erpProduct('onboarding', 'ONE_TIME'),
  ]
  const totals = new Map<string, Money>()
  const writes = only<ErpWrites>({
    tradesIn: async () => situation.tradesIn ?? true,
    getPostingPeriod: async () =>
      'period' in situation ? situation.period : { name: 'Nov 2026', isClosed: false },
    createCustomer: (asked, call) =>
      books.once('erp.createCustomer', call, () => ({
        asked,
        answer: written('erp', 'customer', 'erp-new'),
      })),
    setCustomerActive: (nativeId, isActive, call) =>
      books.once('erp.setCustomerActive', call, () => ({
        asked: isActive,
        answer: written('erp', 'customer', nativeId),
      })),
    createOrder: (asked, call) =>
      books.once('erp.createOrder', call, () => ({ asked, answer: written('erp', 'salesOrder', 'order') })),
    closeOrder: (asked, call) =>
      books.once('erp.closeOrder', call, () => ({ asked, answer: written('erp', 'salesOrder', asked) })),
    postInvoice: (asked, call) =>
      books.once('erp.postInvoice', call, () => {
        totals.set(asked.billingInvoiceId, situation.ledgerTotal ?? asked.total)
        return { asked, answer: written('erp', 'invoice', 'ledger-invoice') }
      }),
    async takeBackInvoice(asked, call) {
      await books.once('erp.takeBackInvoice', call, () => ({
        asked,
        answer: written('erp', 'invoice', asked.nativeId),
      }))
      return { how: 'VOIDED', counterDocument: undefined }
    },
    recordPayment: (asked, call) =>
      books.once('erp.recordPayment', call, () => ({
        asked,
        answer: written('erp', 'customerPayment', 'receipt'),
      })),
  })
  return only<ErpProvider>({
    writes,
    getCustomers: async (ids) =>
      ids.map(
        (id) => situation.erpCustomer && { ...situation.erpCustomer, ...recordOf('erp', 'customer', id) },
      ),
    getBalances: async (ids) =>
      ids.map(() => ({ receivable: situation.receivable ?? usd(0) }) as BalanceRecord),
    getProducts: async (ids) => ids.map((id) => products.find(({ source }) => source.nativeId === id)),
    getLegalEntities: async (ids) => ids.map(() => LEGAL_ENTITY),
    listOrders: async (requests) => requests.map(() => ({ items: [], hasNextPage: false })),
    getInvoicesByBillingIds: async (ids) =>
      ids.map((id) => ({ total: totals.get(id) }) as LedgerInvoiceRecord),
  })
}
