import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql'
import { isWeftError, type WeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type { AuditTrail } from './audit/audit-trail.ts'
import type { AuditEntry } from './audit/entry.ts'
import { idsOf } from './audit/ids-of.ts'
import type { Client } from './clients/client.ts'
import type { Refusal } from './execution/errors.ts'
import type { PricedExecution } from './execution/execution.ts'
import type { Operation } from './execution/operation.ts'
import { type AnswerInParts, isInParts } from './execution/incremental/parts.ts'
import type { PricedOperation } from './execution/prepare.ts'
import { type Answers, isStream } from './execution/subscriptions/open-stream.ts'
import type { ClientBudget, ClientBudgets } from './limits/throttle/client-budgets.ts'
import type { OperationFacts, TellFacts } from './usage/operation-facts.ts'
import type { Usage } from './usage/usage.ts'

/** Who keeps account of what clients do. */
export interface Governance {
  /** What is registered of a caller's client; undefined: nothing, and it has no budget. */
  clientOf(clientId: string): Client | undefined
  budgets: ClientBudgets
  usage: Usage
  audit: AuditTrail
}

/** Who asks, and out of what it is paid. */
interface Payer {
  request: RequestContext
  /** Undefined: its client is not registered. */
  budget: ClientBudget | undefined
  /** Whether it pays for what is pushed to it, too. */
  paysForEvents: boolean
}

/** One operation while it is accounted for. */
interface Account extends Payer {
  read: PricedOperation
  facts: OperationFacts
}

/**
 * The same execution, accounted for, whatever transport it came by: its client's budget is charged before anything is
 * planned and refused with a time where it is spent; a mutation is in the audit trail before it runs; what was asked is
 * counted for its client. A subscription is charged when it opens and, but for staff, for each event; where the budget ends it
 * ends, and its client goes on by `since`. Who asks what was asked before waits for nobody here.
 */
export function governExecution<Governed extends PricedExecution>(
  execution: Governed,
  governance: Governance,
  factsOf: TellFacts,
): Governed {
  const begin = createBeginning(execution, governance, factsOf)
  const settle = createSettlement(governance)

  return {
    ...execution,
    async execute(operation: Operation, request: RequestContext) {
      const begun = begin(operation, request)
      const account = begun instanceof Promise ? await begun : begun
      if (!isAccount(account)) return account
      const answer = told(account, await execution.execute(operation, request, account.read))
      const settled = settle(account, answer)
      if (settled) await settled
      return answer
    },
    async executeInParts(
      operation: Operation,
      request: RequestContext,
    ): Promise<ExecutionResult | AnswerInParts> {
      const account = await begin(operation, request)
      if (!isAccount(account)) return account
      const answer = await execution.executeInParts(operation, request)
      const first = isInParts(answer) ? answer.first : told(account, answer)
      await settle(account, first)
      return isInParts(answer) ? answer : first
    },
    async subscribe(operation: Operation, request: RequestContext): Promise<Answers> {
      const account = await begin(operation, request)
      if (!isAccount(account)) return account
      const answers = await execution.subscribe(operation, request)
      const first = isStream(answers) ? { data: {} } : told(account, answers)
      await settle(account, first)
      return isStream(answers) ? chargeEvents(answers, account) : first
    },
  }
}

/** An operation whose client has been asked for its points. */
interface Charged {
  payer: Payer
  read: PricedOperation | Refusal
  points: number
  charged: ReturnType<ClientBudget['charge']>
}

/** The account of an operation, or why it has none: at once where nobody must be waited for. */
type Begin = (
  operation: Operation,
  request: RequestContext,
) => Account | ExecutionResult | Promise<Account | ExecutionResult>

/** Charges an operation's client, and puts down a mutation before it runs. */
function createBeginning(
  execution: Pick<PricedExecution, 'read'>,
  { audit, budgets, clientOf }: Governance,
  factsOf: TellFacts,
): Begin {
  const payerOf = (request: RequestContext): Payer => {
    const client = clientOf(request.caller.clientId)
    const budget = client && budgets.of(client.id, client.budgets)
    return { request, budget, paysForEvents: client?.kind !== 'STAFF' }
  }
  const accountOf = (payer: Payer, read: PricedOperation, { query }: Operation): Account => ({
    request: payer.request,
    budget: payer.budget,
    paysForEvents: payer.paysForEvents,
    read,
    facts: factsOf(read, query),
  })
  const beginPatiently = async (
    { payer, read, points, charged }: Charged,
    operation: Operation,
  ): Promise<Account | ExecutionResult> => {
    try {
      const refusal = await charged
      if (refusal) return refused(payer, refusal, points)
      if ('errors' in read) return withCost(payer, read)
      const account = accountOf(payer, read, operation)
      if (isMutation(read)) await audit.write(entryOf(account, 'BEGUN'))
      return account
    } catch (error) {
      // Who cannot be charged, and what cannot be put down, does not run.
      if (isWeftError(error)) return refused(payer, error, points)
      throw error
    }
  }
  return (operation, request) => {
    const payer = payerOf(request)
    const read = execution.read(operation, request)
    // What is refused has been asked: guessing is not free.
    const points = 'errors' in read ? 0 : read.cost.points
    const charged = payer.budget?.charge(points)
    if (charged === undefined && !('errors' in read) && !isMutation(read))
      return accountOf(payer, read, operation)
    return beginPatiently({ payer, read, points, charged }, operation)
  }
}

/** After the answer, before it leaves: what was asked is counted and put down. What it answers must be waited for. */
function createSettlement({ audit, usage }: Governance) {
  const writeChange = (entry: AuditEntry, { logger }: RequestContext): Promise<void> =>
    audit.write(entry).catch((error: unknown) => {
      // It has begun, and that is on disk: the client must hear what became of it.
      logger.error({ err: error }, 'a change is audited as begun only')
    })
  return (account: Account, answer: ExecutionResult): Promise<void> | undefined => {
    const { facts, request, read } = account
    const { receivedAt: at, caller } = request
    usage.record({ clientId: caller.clientId, facts, at, hasFailed: !answer.data })
    addTo(request, facts.headersFor(read.sent))
    tellBudget(account)
    const outcome = outcomeOf(answer)
    if (isMutation(read)) return writeChange(entryOf(account, 'CHANGED', outcome), request)
    audit.note(entryOf(account, 'READ', outcome))
    return undefined
  }
}

/** The answer with what it has cost; what it did not need goes back. */
function told(account: Account, answer: ExecutionResult): ExecutionResult {
  const { budget, read } = account
  if (!budget) return answer
  const requested = read.cost.points
  const actual = Math.min(requested, read.measured.actualCost(read.operation.name?.value, answer.data))
  budget.refund(requested - actual)
  return { ...answer, extensions: { ...answer.extensions, cost: costOf(account, requested, actual) } }
}

const isMutation = ({ operation }: PricedOperation): boolean =>
  operation.operation === OperationTypeNode.MUTATION

const isAccount = (begun: Account | ExecutionResult): begun is Account => 'read' in begun

/** Refused for what it says: it cost no points, but counted. */
function withCost(payer: Payer, refusal: Refusal): ExecutionResult {
  if (!payer.budget) return refusal
  tellBudget(payer)
  return { ...refusal, extensions: { cost: costOf(payer, 0, 0) } }
}

function refused(payer: Payer, refusal: WeftError, points: number): ExecutionResult {
  tellBudget(payer)
  const { retryAfterSeconds } = refusal.facts
  if (retryAfterSeconds !== undefined) addTo(payer.request, { 'retry-after': String(retryAfterSeconds) })
  const errors = [new GraphQLError(refusal.message, { extensions: refusal.extensions })]
  return payer.budget ? { errors, extensions: { cost: costOf(payer, points, null) } } : { errors }
}

/** In Shopify's words. */
const costOf = ({ budget }: Payer, requestedQueryCost: number, actualQueryCost: number | null) => ({
  requestedQueryCost,
  actualQueryCost,
  throttleStatus: budget?.status(),
})

function tellBudget({ request, budget }: Payer): void {
  if (budget) addTo(request, budget.headers())
}

/** Added to, not replaced: a transport may have sent the object along before it knew what comes into it. */
function addTo(request: RequestContext, headers: Readonly<Record<string, string>>): void {
  for (const name in headers) {
    request.answerHeaders ??= {}
    request.answerHeaders[name] = headers[name] ?? ''
  }
}

function outcomeOf({ data, errors }: ExecutionResult): string {
  if (!errors || errors.length === 0) return 'OK'
  return data ? 'PARTIAL' : String(errors[0]?.extensions.code)
}

function entryOf(
  { facts, read, request }: Account,
  action: AuditEntry['action'],
  outcome?: string,
): AuditEntry {
  const { caller, correlationId, transport, receivedAt } = request
  return {
    at: receivedAt,
    action,
    subject: caller.subject,
    clientId: caller.clientId,
    correlationId,
    transport,
    operation: facts,
    ids: idsOf(read),
    outcome,
  }
}

/** Each event costs what it may; answers stay as they are, because those who ask the same share them. */
function chargeEvents(
  stream: AsyncIterableIterator<ExecutionResult>,
  { budget, paysForEvents, read, request }: Account,
): AsyncIterableIterator<ExecutionResult> {
  if (!budget || !paysForEvents) return stream
  let refusal: WeftError | undefined
  const end = async (): Promise<IteratorResult<ExecutionResult>> => {
    await stream.return?.()
    return { value: undefined, done: true }
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (refusal) return end()
      const taken = await stream.next()
      if (taken.done) return taken
      refusal = await budget.charge(read.cost.points)
      if (!refusal) return taken
      request.logger.info({ caller: request.caller.subject }, 'a stream has spent its budget')
      return {
        value: { errors: [new GraphQLError(refusal.message, { extensions: refusal.extensions })] },
        done: false,
      }
    },
    return: end,
  }
}
