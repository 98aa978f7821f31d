import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Buffer } from 'node:buffer'
import { controlRoutes, resetEmulator } from './control.ts'
import type {
  EmulatorContext,
  EmulatorDefinition,
  EmulatorRequest,
  EmulatorResponse,
  Route,
} from './definition.ts'
import { createFaults, type Fault } from './faults.ts'
import type { RecordedCall, Running } from './running.ts'
import { createWebhooks, PLAIN_SCHEME } from './webhooks.ts'

export type * from './definition.ts'
export type { RecordedCall } from './running.ts'

/** How many calls are remembered: the latest, so that a demo left running does not grow. */
const MAX_RECORDED = 10_000

/** A running stand-in for a vendor's API. */
export interface Emulator {
  vendor: string
  baseUrl: string
  /** What a connection needs to be let in. */
  credentials: Record<string, string>
  calls(): RecordedCall[]
  /** Counts from here on; state, faults and clock stay. */
  forgetCalls(): void
  fail(fault: Fault): void
  reset(): void
  close(): Promise<void>
}

/** Starts an emulator on loopback; port 0 takes a free one. */
export async function startEmulator<State>(
  definition: EmulatorDefinition<State>,
  port = 0,
): Promise<Emulator> {
  const now = (): Date => new Date(Date.now() + running.clockOffsetMs)
  const running: Running<State> = {
    definition,
    state: definition.createState(new Date()),
    recorded: [],
    faults: createFaults(),
    webhooks: createWebhooks(definition.webhooks ?? PLAIN_SCHEME, now),
    clockOffsetMs: 0,
    now,
    baseUrl: '',
  }
  const server = createServer((request, response) => {
    receive(running, request, response).catch((error: unknown) => {
      process.stderr.write(
        `${definition.vendor} emulator: ${error instanceof Error ? error.stack : String(error)}\n`,
      )
      response.destroy()
    })
  })
  await listen(server, port)
  running.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    vendor: definition.vendor,
    baseUrl: running.baseUrl,
    credentials: definition.credentials,
    calls: () => [...running.recorded],
    forgetCalls: () => running.recorded.splice(0),
    fail: (fault) => running.faults.add(fault),
    reset: () => resetEmulator(running),
    close() {
      running.webhooks.close()
      return close(server)
    },
  }
}

async function receive<State>(
  running: Running<State>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const [path = '', query = ''] = (incoming.url ?? '').split('?', 2)
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const request: EmulatorRequest = {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    params: {},
  }
  const control = path.startsWith('/__emulator/')
    ? answerFrom(controlRoutes(running), request, running)
    : undefined
  if (control) return reply(outgoing, await control)
  const fault = running.faults.take(request)
  const applied = fault === undefined || fault.applied === true
  const answer = applied ? await answerOf(running, request) : { status: 0 }
  running.recorded.push(toRecord(running, request, query, fault?.status ?? answer.status, applied))
  if (running.recorded.length > MAX_RECORDED) running.recorded.shift()
  if (fault) return fault.reply(outgoing, answer)
  reply(outgoing, answer)
}

async function answerOf<State>(running: Running<State>, request: EmulatorRequest): Promise<EmulatorResponse> {
  const answer = await (answerFrom(running.definition.routes, request, running) ??
    running.definition.notFound(request))
  const common = running.definition.responseHeaders?.(request, running) ?? {}
  return { ...answer, headers: { ...common, ...answer.headers } }
}

function answerFrom<State>(
  routes: Route<State>[],
  request: EmulatorRequest,
  context: EmulatorContext<State>,
): EmulatorResponse | Promise<EmulatorResponse> | undefined {
  for (const route of routes) {
    const params = route.method === request.method ? matchPath(route.path, request.path) : undefined
    if (params) return route.answer({ ...request, params }, context)
  }
  return undefined
}

/** `/v1/invoices/:id` against `/v1/invoices/in_1`; undefined when they differ. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = path.split('/')
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    if (part === '*') return { ...params, rest: given.slice(index).join('/') }
    const value = given[index]
    if (value === undefined) return undefined
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(value)
    else if (part !== value) return undefined
  }
  return wanted.length === given.length ? params : undefined
}

function toRecord<State>(
  running: Running<State>,
  request: EmulatorRequest,
  query: string,
  status: number,
  applied: boolean,
): RecordedCall {
  const { authorization: _secret, ...headers } = request.headers
  const { method, path } = request
  return {
    method,
    path,
    query,
    status,
    at: running.now().toISOString(),
    headers,
    body: request.body.toString('utf8'),
    applied,
  }
}

function reply(outgoing: ServerResponse, { status, headers = {}, body }: EmulatorResponse): void {
  const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
  const payload = raw ? (body ?? '') : JSON.stringify(body)
  const type: Record<string, string> = raw ? {} : { 'content-type': 'application/json;charset=UTF-8' }
  outgoing.writeHead(status, {
    ...type,
    ...headers,
    ...(status === 204 ? {} : { 'content-length': String(Buffer.byteLength(payload)) }),
  })
  outgoing.end(payload)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
