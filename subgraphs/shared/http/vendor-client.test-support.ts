import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { CallContext } from '../connections/call-context.ts'
import type { Connection } from '../connections/connection.ts'
import { type Emulator, type EmulatorDefinition, startEmulator } from '../emulator/emulator.ts'
import { isWeftError, WeftError } from '../errors.ts'
import { silentLogger } from '../telemetry/logger.ts'
import type { CallKind } from './budget-ledger.ts'
import { createVendorClient, type VendorClient, type VendorClientOptions } from './vendor-client.ts'
import { parseJson, type VendorResponse } from './vendor-http.ts'

export const THING = '/thing'
export const TOKEN = '/token'

export interface State {
  tokensIssued: number
  running: number
  mostAtOnce: number
}

/** A vendor that lets only its latest token in and counts how many calls it works on at once. */
export const acme: EmulatorDefinition<State> = {
  vendor: 'acme',
  credentials: {},
  createState: () => ({ tokensIssued: 0, running: 0, mostAtOnce: 0 }),
  routes: [
    {
      method: 'POST',
      path: TOKEN,
      answer(_, { state }) {
        state.tokensIssued += 1
        return { status: 200, body: { token: `t${state.tokensIssued}` } }
      },
    },
    {
      method: 'GET',
      path: THING,
      async answer({ headers }, { state }) {
        if (headers.authorization !== `Bearer t${state.tokensIssued}`) return { status: 401, body: {} }
        state.running += 1
        state.mostAtOnce = Math.max(state.mostAtOnce, state.running)
        for (let turn = 0; turn < 5; turn += 1) await nextTurn()
        state.running -= 1
        return { status: 200, body: { mostAtOnce: state.mostAtOnce } }
      },
    },
  ],
  notFound: () => ({ status: 404 }),
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

const CODES = new Map([
  [400, 'REJECTED_BY_SYSTEM'],
  [401, 'AUTH_FAILED'],
  [429, 'RATE_LIMITED'],
] as const)

function read(response: VendorResponse): unknown {
  const { status } = response
  if (status === 200) return parseJson(response, 'acme')
  const code = CODES.get(status as 400) ?? 'SYSTEM_UNAVAILABLE'
  throw new WeftError(code, 'refused', { system: 'acme', status })
}

export interface World extends AsyncDisposable {
  emulator: Emulator
  client: VendorClient
  get(call?: Partial<CallContext>, kind?: CallKind): Promise<unknown>
  callsTo(path: string): number
  /** Moves the clock of the client's budget. */
  pass(seconds: number): void
}

export async function startWorld(
  changes: Partial<Connection> = {},
  options: Partial<VendorClientOptions> = {},
): Promise<World> {
  const emulator = await startEmulator(acme)
  const { client, ...rest } = connectTo(emulator.baseUrl, changes, options)
  return {
    ...rest,
    emulator,
    client,
    callsTo: (path) => emulator.calls().filter((call) => call.path === path).length,
    async [Symbol.asyncDispose]() {
      await client.close()
      await emulator.close()
    },
  }
}

export function connectTo(
  baseUrl: string,
  changes: Partial<Connection>,
  options: Partial<VendorClientOptions>,
) {
  let offsetMs = 0
  const connection: Connection = {
    id: 'acme',
    name: 'Acme',
    vendor: 'acme',
    domain: 'CRM',
    environment: 'SIMULATED',
    baseUrl,
    credentials: {},
    fields: {},
    timeoutMs: 5_000,
    ...changes,
  }
  const client = createVendorClient(connection, {
    logger: silentLogger,
    clock: { now: () => new Date(Date.now() + offsetMs) },
    apiVersion: 'v1',
    limits: { concurrency: 20 },
    async requestToken(http, call) {
      const { token } = parseJson(await http.send({ method: 'POST', path: TOKEN }, call), 'acme') as {
        token: string
      }
      return { token }
    },
    ...options,
  })
  return {
    client,
    get: (call: Partial<CallContext> = {}, kind: CallKind = 'read') =>
      client.send(
        { method: 'GET', path: THING },
        { kind, call: { correlationId: 'test', signal: new AbortController().signal, ...call }, read },
      ),
    pass(seconds: number) {
      offsetMs += seconds * 1_000
    },
  }
}

/** What a caller is told. */
export async function outcomeOf(answer: Promise<unknown>): Promise<unknown[]> {
  try {
    await answer
    return ['OK']
  } catch (error) {
    assert.ok(isWeftError(error), String(error))
    const { retryAfterSeconds } = error.facts
    return [error.code, error.retryable, ...(retryAfterSeconds === undefined ? [] : [retryAfterSeconds])]
  }
}

export const noon = (seconds: number) => new Date(Date.UTC(2020, 0, 1, 12, 0, seconds)).toUTCString()

export async function openCircuit({ emulator, client, get }: World): Promise<void> {
  emulator.fail({ path: THING, status: 200, body: '<html>' })
  while (client.health().circuit === 'CLOSED') await outcomeOf(get())
}

/** Time that stands still for the circuit until it is moved. */
export function freezeDate(context: TestContext): { tick(ms: number): void } {
  context.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  return { tick: (ms) => context.mock.timers.tick(ms) }
}

/** An address where nobody listens. */
export async function freeAddress(): Promise<{ port: number; baseUrl: string }> {
  const emulator = await startEmulator(acme)
  await emulator.close()
  return { port: Number(new URL(emulator.baseUrl).port), baseUrl: emulator.baseUrl }
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await nextTurn()
}
