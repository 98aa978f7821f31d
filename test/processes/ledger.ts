import { answered } from '#processes/answers.ts'
import type { StepStatus } from '#processes/engine/run-rows.ts'
import type { ProcessTools } from '#processes/tools.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Identity, IdentitySource } from '#shared/crosswalk.ts'
import { allRecords } from '#shared/listed.ts'
import { formatAmount } from '#shared/money.ts'

/** What stands in the systems of one customer: what was made, and was not taken back. Native ids, or amounts. */
export interface Standing {
  contracts: string[]
  orders: string[]
  subscriptions: string[]
  invoices: string[]
  /** Totals of ledger invoices that are posted and not reversed. */
  posted: string[]
  /** Contract and product of each. */
  entitlements: string[]
  erpCustomers: string[]
  billingCustomers: string[]
  supportAccounts: string[]
}

export interface LedgerOf {
  name: string
  legalName: string
  crmNativeId: string
}

/** Asks every system itself, by its own lists and not by what Weft remembers. */
export async function readStanding(
  tools: ProcessTools,
  customer: LedgerOf,
  call: CallContext,
): Promise<Standing> {
  const at = (domain: string): string =>
    [...tools.connections.values()].find((connection) => connection.domain === domain)?.id ?? ''
  const [crm, erp] = [tools.crm(at('CRM')), tools.erp(at('ERP'))]
  const [billing, support] = [tools.billing(at('BILLING')), tools.support(at('SUPPORT'))]
  const first = 100
  const after = undefined
  const [erpCustomers, billingCustomers, supportAccounts] = await Promise.all(
    [erp, billing, support].map(({ identities }) => findCustomers(identities, customer, call)),
  ).then((found) => found.map((some) => some ?? []) as [string[], string[], string[]])
  const keys = billingCustomers.map((nativeId) => ({ nativeId, crmNativeIds: [customer.crmNativeId] }))
  const [contracts, orders, subscriptions, invoices, entitlements] = await Promise.all([
    crm.listContracts([{ customerNativeId: customer.crmNativeId, first, after, statuses: undefined }], call),
    erp.listOrders(
      erpCustomers.map((id) => ({ customerNativeId: id, first, after, statuses: undefined })),
      call,
    ),
    billing.listSubscriptions(
      keys.map((key) => ({ customer: key, first, after, statuses: undefined })),
      call,
    ),
    billing.listInvoices(
      keys.map((key) => ({ customer: key, first, after, statuses: undefined, overdueAt: undefined })),
      call,
    ),
    support.listEntitlements(supportAccounts, call),
  ])
  const billed = invoices.flatMap((page) => allRecords(answered(page)?.items ?? []))
  const ledger = await erp.getInvoicesByBillingIds(
    billed.map(({ source }) => source.nativeId),
    call,
  )
  return {
    contracts: standingIn(contracts.flatMap((page) => allRecords(answered(page)?.items ?? []))),
    orders: standingIn(orders.flatMap((page) => allRecords(answered(page)?.items ?? []))),
    subscriptions: standingIn(subscriptions.flatMap((page) => allRecords(answered(page)?.items ?? []))),
    invoices: standingIn(billed),
    posted: ledger.flatMap((answer) => {
      const posted = answered(answer)
      return posted && posted.postingStatus === 'POSTED' && posted.creditNotes.length === 0
        ? [formatAmount(posted.total)]
        : []
    }),
    entitlements: entitlements
      .flatMap((list) => allRecords(answered(list) ?? []))
      .filter(({ status }) => !GONE.has(status))
      .map(({ contract, product }) => `${contract?.nativeId} ${product?.nativeId}`),
    erpCustomers,
    billingCustomers,
    supportAccounts,
  }
}

/** What no longer counts, in the words of each kind of record. */
const GONE = new Set([
  'TERMINATED',
  'EXPIRED',
  'SUPERSEDED',
  'CANCELLED',
  'FAILED',
  'VOID',
  'REVOKED',
  'SUSPENDED',
])

function standingIn(records: readonly { source: { nativeId: string }; status: string }[]): string[] {
  return records.filter(({ status }) => !GONE.has(status)).map(({ source }) => source.nativeId)
}

async function findCustomers(
  source: IdentitySource,
  customer: LedgerOf,
  call: CallContext,
): Promise<string[]> {
  const found: Identity[] = []
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await source.listIdentities('Customer', cursor, call)
    found.push(...page.identities)
    cursor = page.next
  }
  const names = [customer.name, customer.legalName]
  return found
    .filter(
      ({ name, legalName, foreignRefs }) =>
        names.includes(name) ||
        (legalName !== undefined && names.includes(legalName)) ||
        foreignRefs.some(({ nativeId }) => nativeId === customer.crmNativeId),
    )
    .map(({ ref }) => ref.nativeId)
}

/** A run as its journal tells it. */
export interface ToldRun {
  status: string
  steps: readonly { key: string; status: StepStatus; nativeId: string | null }[]
}

const DOCUMENTS = ['contracts', 'orders', 'subscriptions', 'invoices', 'posted'] as const
const CUSTOMERS = ['erpCustomers', 'billingCustomers', 'supportAccounts'] as const
/** Ends of a run that promise that nothing of it is left. */
const WITHOUT_EFFECT = ['COMPENSATED', 'CANCELLED', 'FAILED']

/**
 * Holds the systems against what the journal tells: nothing twice, nothing lost, nobody lied to. Answers what is wrong, in
 * sentences; `before` is what stood before the run.
 */
export function violationsOf(
  run: ToldRun,
  { before, after }: { before: Standing; after: Standing },
): string[] {
  const found: string[] = []
  for (const kind of [...DOCUMENTS, ...CUSTOMERS]) {
    const made = after[kind].filter((id) => !before[kind].includes(id))
    const had = CUSTOMERS.includes(kind as never) && before[kind].length > 0
    const wanted = had || (kind === 'contracts' && before.contracts.length > 0) ? 0 : 1
    if (made.length > 1) found.push(`${kind}: made ${made.length} times`)
    if (run.status === 'COMPLETED' && made.length < wanted) found.push(`${kind}: lost`)
    if (WITHOUT_EFFECT.includes(run.status) && !CUSTOMERS.includes(kind as never) && made.length > 0)
      found.push(`${kind}: ${run.status}, and still there`)
  }
  for (const id of before.contracts)
    if (!after.contracts.includes(id) && run.status === 'COMPLETED') found.push(`contracts: ${id} is gone`)
  const entitled = after.entitlements.filter((name) => !before.entitlements.includes(name))
  if (new Set(entitled).size !== entitled.length) found.push('entitlements: made twice')
  if (run.status === 'COMPLETED' && entitled.length === 0) found.push('entitlements: lost')
  if (WITHOUT_EFFECT.includes(run.status) && entitled.length > 0)
    found.push(`entitlements: ${run.status}, and still there`)
  return [...found, ...liesOf(run, after)]
}

/** What each step says that it made has to be there, as long as the run does not say that it was taken back. */
const KINDS: Readonly<Record<string, keyof Standing>> = {
  'create-order': 'orders',
  'create-subscription': 'subscriptions',
  'activate-contract': 'contracts',
  'finalise-invoice': 'invoices',
  'create-erp-customer': 'erpCustomers',
  'create-billing-customer': 'billingCustomers',
  'create-support-account': 'supportAccounts',
}

function liesOf({ steps }: ToldRun, after: Standing): string[] {
  return steps.flatMap(({ key, status, nativeId }) => {
    const kind = KINDS[key]
    if (kind === undefined || nativeId === null || status !== 'SUCCEEDED') return []
    return after[kind].includes(nativeId)
      ? []
      : [`${key}: says that ${nativeId} was made, and it is not there`]
  })
}
