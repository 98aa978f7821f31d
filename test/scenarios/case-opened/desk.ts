import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { startGatewayServer } from '#gateway/server.ts'
import { systemClock } from '#shared/clock.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { AGENT, startWorld, type World } from '../../support/world.ts'

export const OPEN = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

export const ESCALATE = `mutation Escalate($input: CaseEscalateInput!) {
  caseEscalate(input: $input) { case { id escalated severity } userErrors { code field } replayed }
}`

const CASES_OF_CUSTOMER = `query CasesOf($id: ID!, $statuses: [CaseStatus!]) {
  customer(id: $id) { cases(first: 50, statuses: $statuses) { nodes { id subject } } }
}`

/** Of support's staff: every customer. */
export const STAFF: Caller = { ...AGENT, scopes: new Set([...AGENT.scopes, 'case:write']) }

export interface CaseAnswer {
  case: { id: string; caseNumber: string; subject: string } | null
  userErrors: { code: string; field: string[] | null; message: string; retryable: boolean }[]
  replayed: boolean
}

/** An answer as it comes over HTTP. */
export interface Answer {
  data: Record<string, unknown>
  errors?: {
    path: (string | number)[]
    extensions: { code: string; system: string; retryable: boolean }
  }[]
}

/** Who opens cases over HTTP; nothing is heard of what systems tell by themselves. */
export interface Desk extends AsyncDisposable {
  world: World
  /** Whose token the next request carries. */
  caller: Caller
  send(query: string, variables: object, signal?: AbortSignal): Promise<Answer>
  /** Neither fails; what is refused says so in `userErrors`. */
  open(input: object): Promise<CaseAnswer>
  escalate(input: object): Promise<CaseAnswer>
  casesOf(customerId: string, statuses?: string[]): Promise<{ id: string; subject: string }[]>
}

export async function startDesk(): Promise<Desk> {
  await using stack = new AsyncDisposableStack()
  // Nothing grows old by itself: what is read anew is read because somebody wrote it.
  const world = stack.use(await startWorld({ cache: { maxAgeSeconds: 3_600, staleSeconds: 0 } }))
  const server = await startGatewayServer({
    host: '127.0.0.1',
    port: 0,
    execution: world.executions.planned,
    verifyToken: async () => desk.caller,
    developmentIssuer: undefined,
    readiness: [],
    operationTimeoutMs: 30_000,
    clock: systemClock,
    logger: silentLogger,
  })
  stack.defer(() => server.close())
  const owned = stack.move()
  const send: Desk['send'] = (query, variables, signal) =>
    post(`${server.url}/graphql`, { query, variables }, { signal })
  const data = async (query: string, variables: object): Promise<Record<string, unknown>> => {
    const answer = await send(query, variables)
    assert.equal(answer.errors, undefined)
    return answer.data
  }
  const desk: Desk = {
    world,
    caller: STAFF,
    send,
    open: async (input) => (await data(OPEN, { input })).caseOpen as CaseAnswer,
    escalate: async (input) => (await data(ESCALATE, { input })).caseEscalate as CaseAnswer,
    async casesOf(id, statuses) {
      const { customer } = await data(CASES_OF_CUSTOMER, { id, statuses })
      return (customer as { cases: { nodes: { id: string; subject: string }[] } }).cases.nodes
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
  return desk
}

/** Sends an operation with a token, and with a correlation id of the client's own where it has one. */
export async function post(
  url: string,
  operation: { query: string; variables: object },
  { correlationId, signal }: { correlationId?: string; signal?: AbortSignal | undefined } = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    ...(signal === undefined ? {} : { signal }),
    headers: {
      authorization: 'Bearer any',
      'content-type': 'application/json',
      ...(correlationId === undefined ? {} : { 'x-correlation-id': correlationId }),
    },
    body: JSON.stringify(operation),
  })
  return (await response.json()) as Answer
}
