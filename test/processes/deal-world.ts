import { createSalesforceEmulator } from '#crm/providers/salesforce/emulator/index.ts'
import { piedPiper } from '#demo-world/companies/pied-piper.ts'
import { salesforceId } from '#demo-world/native-ids.ts'
import type { DemoCompany, DemoLine } from '#demo-world/records.ts'
import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'
import { type Run, readRuns, readSteps } from '#processes/engine/run-rows.ts'
import { DEFAULT_POLICY } from '#processes/policy.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { AGENT, startWorld, type World } from '../support/world.ts'
import { type LedgerOf, readStanding, type Standing, type ToldRun, violationsOf } from './ledger.ts'

/** Everything that Weft is, its processes at work, and deals that have just been won. */
export interface DealWorld extends AsyncDisposable {
  world: World
  /** What `planQuoteToCash` answers for a company's deal. */
  plan(company: string): Promise<PlanAnswer>
  start(company: string, options?: StartOptions): Promise<StartAnswer>
  /** Resolves as soon as the run rests. */
  rested(runId: string): Promise<Run>
  /** Starts a company's deal and waits for what comes of it. */
  sell(company: string): Promise<Run>
  told(run: Run): Promise<ToldRun>
  /** Tries a stopped run again, as a person does who has mended the cause, and waits for what comes of it. */
  retry(run: Run, patch?: object): Promise<Run>
  /** What is wrong with a company's books, held against what its run tells; every customer is new to all systems but the CRM. */
  violations(company: string, run: Run): Promise<string[]>
  standing(company: string): Promise<Standing>
  query: World['query']
}

export interface StartOptions {
  idempotencyKey?: string
  planHash?: string
  mode?: 'SYNC' | 'ASYNC'
}

export interface UserErrorAnswer {
  code: string
  field: string[] | null
}
export interface PlanAnswer {
  plan: {
    planHash: string
    warnings: { code: string }[]
    steps: {
      key: string
      effect: string
      diff: { path: string }[]
      confidence: string
      system: { id: string } | null
    }[]
    estimatedCalls: { system: { id: string }; calls: number }[]
  } | null
  userErrors: UserErrorAnswer[]
}
export interface StartAnswer {
  run: { id: string; status: string } | null
  userErrors: UserErrorAnswer[]
  replayed: boolean
}

/** Impatient: a test waits for no vendor. */
const POLICY = { ...DEFAULT_POLICY, attempts: 4, firstDelayMs: 1, longestDelayMs: 5 }

export const SELLER: Caller = {
  ...AGENT,
  scopes: new Set([
    ...AGENT.scopes,
    'process:read',
    'process:write',
    'process:approve',
    'ops:read',
    'ops:write',
  ]),
}

/** `companies` are won deals beside Pied Piper's, for customers that the CRM alone knows, each by its name. */
export async function startDealWorld(
  companies: readonly string[] = [],
  { hasWorker = true }: { hasWorker?: boolean } = {},
): Promise<DealWorld> {
  await using stack = new AsyncDisposableStack()
  const createWorld = (now: Date): DemoWorld => {
    const world = createDemoWorld(now)
    return { ...world, companies: [...world.companies, ...companies.map(dealOf)] }
  }
  const salesforce = createSalesforceEmulator({ createWorld })
  const world = stack.use(await startWorld({ processPolicy: POLICY, emulators: { salesforce } }))
  const { processes } = world.domains
  if (hasWorker) {
    const worker = await processes.startWorker({ concurrency: 10 })
    stack.defer(() => worker.close())
  }
  const { store, tools } = processes.engine
  const call = () => ({ correlationId: 'ledger', signal: AbortSignal.timeout(20_000) })
  const query: World['query'] = (source, variables, options) =>
    world.query(source, variables, { caller: SELLER, ...options })
  const rested = async (runId: string): Promise<Run> => {
    for (;;) {
      const [run] = await readRuns(store, [runId])
      if (run?.phase === 'REST') return run
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const start = async (company: string, options: StartOptions = {}): Promise<StartAnswer> => {
    const input = {
      idempotencyKey: `key-${keyOf(company)}`,
      opportunityRef: opportunityOf(company),
      ...options,
    }
    const { data, errors } = await query(START, { input })
    if (errors) throw new Error(JSON.stringify(errors))
    return (data as { startQuoteToCash: StartAnswer }).startQuoteToCash
  }
  const told = async (run: Run): Promise<ToldRun> => {
    const rows = await readSteps(store, [run])
    const steps = rows.map(({ key, status, outcome }) => ({
      key,
      status,
      nativeId: outcome?.record?.ref.nativeId ?? null,
    }))
    return { status: run.status, steps }
  }
  const standing = (company: string): Promise<Standing> => readStanding(tools, ledgerOf(company), call())
  const owned = stack.move()
  return {
    world,
    query,
    start,
    rested,
    async plan(company) {
      const input = { idempotencyKey: `key-${keyOf(company)}`, opportunityRef: opportunityOf(company) }
      const { data, errors } = await query(PLAN, { input })
      if (errors) throw new Error(JSON.stringify(errors))
      return (data as { planQuoteToCash: PlanAnswer }).planQuoteToCash
    },
    async sell(company) {
      const { run, userErrors } = await start(company)
      if (!run) throw new Error(JSON.stringify(userErrors))
      return rested(run.id)
    },
    told,
    standing,
    async retry(run, patch) {
      const { data } = await query('query ($id: ID!) { processRun(id: $id) { exception { id } } }', {
        id: run.id,
      })
      const { exception } = (data as { processRun: { exception: { id: string } } }).processRun
      const input = { idempotencyKey: `again-${run.id}`, ids: [exception.id], ...(patch ? { patch } : {}) }
      const { data: answer, errors } = await query(RETRY, { input })
      const refused = (answer as { exceptionRetry?: { userErrors: unknown[] } } | null)?.exceptionRetry
        ?.userErrors
      if (errors || refused?.length !== 0) throw new Error(JSON.stringify(errors ?? refused))
      return rested(run.id)
    },
    async violations(company, run) {
      return violationsOf(await told(run), { before: NOTHING, after: await standing(company) })
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/**
 * A deal like Pied Piper's, of a company of its own, without a draft that sales have made. `Bargain…` got more off than a
 * seller may give, `Abroad…` has an address in another country than its tax number, `Later…` a service that begins in a week.
 */
function dealOf(name: string, index: number): DemoCompany {
  const key = keyOf(name)
  const company = piedPiper()
  const legalName = `${name}, Inc.`
  const quoteKey = `${key}-q1`
  return {
    ...company,
    key,
    name,
    legalName,
    domain: `${key}.example`,
    taxId: { scheme: 'us_ein', value: `90-${String(1_000_000 + index)}` },
    contacts: company.contacts.map((contact) => ({ ...contact, key: `${key}-contact` })),
    address: name.startsWith('Abroad') ? { ...company.address, countryCode: 'DE' } : company.address,
    opportunities: company.opportunities.map((deal) => ({
      ...deal,
      key: `${key}-o1`,
      name: `${name}: platform`,
      quoteKey,
      contractKey: undefined,
      ...(name.startsWith('Later') ? { startInDays: 7 } : {}),
      lines: deal.lines.map((line) => withPrice(name, line)),
    })),
    quotes: company.quotes.map((quote) => ({
      ...quote,
      key: quoteKey,
      number: `Q-9${index}`,
      opportunityKey: `${key}-o1`,
      lines: quote.lines.map((line) => withPrice(name, line)),
    })),
    contracts: [],
  }
}

const withPrice = (name: string, line: DemoLine): DemoLine =>
  name.startsWith('Bargain') && line.productKey === 'platform' ? { ...line, unitPrice: '700.00' } : line

/** What stands before a deal of a new customer. */
const NOTHING: Standing = {
  contracts: [],
  orders: [],
  subscriptions: [],
  invoices: [],
  posted: [],
  entitlements: [],
  erpCustomers: [],
  billingCustomers: [],
  supportAccounts: [],
}

const keyOf = (name: string): string =>
  name === 'Pied Piper' ? 'pied' : name.toLowerCase().replaceAll(/\W+/g, '-')

export const opportunityOf = (company: string) => ({
  systemId: 'crm-salesforce',
  objectType: 'Opportunity',
  externalId: salesforceId('006', `${keyOf(company)}-o1`),
})

const ledgerOf = (name: string): LedgerOf => ({
  name,
  legalName: `${name}, Inc.`,
  crmNativeId: salesforceId('001', name === 'Pied Piper' ? 'pied-piper' : keyOf(name)),
})

const PLAN = `mutation ($input: QuoteToCashInput!) { planQuoteToCash(input: $input) {
  plan { planHash warnings { code } steps { key effect diff { path } confidence system { id } } estimatedCalls { system { id } calls } }
  userErrors { code field }
} }`
const START = `mutation ($input: QuoteToCashInput!) { startQuoteToCash(input: $input) {
  run { id status } userErrors { code field } replayed
} }`
const RETRY = `mutation ($input: ExceptionRetryInput!) { exceptionRetry(input: $input) { userErrors { code message } } }`
