import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { buildSchema, execute, GraphQLError, getOperationAST, parse, validate } from 'graphql'
import { systemClock } from '#shared/clock.ts'
import { isWeftError } from '#shared/errors.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { type DevelopmentIssuer, openDevelopmentIssuer } from './auth/development-issuer.ts'
import { createTokenVerifier } from './auth/verify-token.ts'
import { fetchFailure, refusal } from './execution/errors.ts'
import type { Execution } from './execution/execution.ts'
import { giveUpAfter } from './execution/give-up.ts'
import { createLimits } from './limits/limits.ts'
import { type GatewayServer, startGatewayServer } from './server.ts'

const sdl =
  'type Query { hello(name: String): String broken: String slow: String } type Mutation { write: String }'
const schema = buildSchema(sdl)

/** graphql-js in the place of a supergraph; `requests` are the contexts that reached it. */
export function createFakeExecution(
  rootValue: Record<string, unknown>,
): Execution & { requests: RequestContext[] } {
  const requests: RequestContext[] = []
  const run: Execution['execute'] = async ({ query, operationName, variables }, request) => {
    requests.push(request)
    const document = parse(query)
    if (rootValue.fault) throw rootValue.fault
    const errors = [...validate(schema, document)]
    if (!getOperationAST(document, operationName))
      errors.push(new GraphQLError('There is no such operation.'))
    if (errors.length > 0) return { errors: refusal('BAD_REQUEST', errors) }
    const contextValue = request
    const answer = execute({
      schema,
      document,
      rootValue,
      contextValue,
      operationName,
      variableValues: variables,
    })
    return giveUpAfter(Promise.resolve(answer), request.signal).catch((cause: unknown) => {
      if (!isWeftError(cause)) throw cause
      return { errors: [fetchFailure(cause, undefined, request.correlationId)] }
    })
  }
  return {
    schema,
    limits: createLimits({ schema, supergraph: parse(sdl) }),
    requests,
    execute: run,
    executeInParts: run,
    subscribe: run,
    close: async () => {},
  }
}

/** The endpoint over a fake execution, and what a client needs to ask it. */
export interface World extends GatewayServer {
  requests: RequestContext[]
  issuer: DevelopmentIssuer
  token: string
  post(body: unknown, headers?: Record<string, string>): Promise<Response>
}

/** Starts one; it ends with its test. */
export async function startWorld(
  context: TestContext,
  {
    root = {},
    withIssuer = true,
    timeoutMs = 5000,
  }: { root?: Record<string, unknown>; withIssuer?: boolean; timeoutMs?: number } = {},
): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'weft-'))
  const issuer = await openDevelopmentIssuer({ directory, audience: 'weft', clock: systemClock })
  const execution = createFakeExecution({
    hello: ({ name }: { name?: string }) => `hello ${name ?? 'you'}`,
    ...root,
  })
  const server = await startGatewayServer({
    host: '127.0.0.1',
    port: 0,
    execution,
    verifyToken: createTokenVerifier([issuer.trusted], systemClock),
    developmentIssuer: withIssuer ? issuer : undefined,
    readiness: [
      { name: 'store', required: true, reason: async () => (root.unwell ? 'no connection' : undefined) },
    ],
    operationTimeoutMs: timeoutMs,
    clock: systemClock,
    logger: silentLogger,
  })
  context.after(async () => {
    await server.close()
    rmSync(directory, { recursive: true })
  })
  const token = await issuer.issueToken('agent')
  const post: World['post'] = (body, headers = {}) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return { ...server, issuer, token, requests: execution.requests, post }
}

export const errorsOf = async (
  response: Response,
): Promise<{ message: string; extensions: Record<string, unknown> }[]> =>
  ((await response.json()) as { errors: [] }).errors
