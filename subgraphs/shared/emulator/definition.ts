import type { IncomingMessage } from 'node:http'
import type { Webhooks, WebhookScheme } from './webhooks.ts'

/** A request as an emulator's routes see it. */
export interface EmulatorRequest {
  method: string
  /** Without the query, percent-encoding kept. */
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: Buffer
  /** Values of the `:names` in the route's path, decoded. */
  params: Record<string, string>
}

export interface EmulatorResponse {
  status: number
  headers?: Record<string, string>
  /** An object is sent as JSON, text and bytes as they are, undefined as an empty body. */
  body?: unknown
}

/** `path` may hold `:name` (one segment) and end in `*` (the rest, as `params.rest`). First match wins. */
export interface Route<State> {
  method: string
  path: string
  answer(
    request: EmulatorRequest,
    emulator: EmulatorContext<State>,
  ): EmulatorResponse | Promise<EmulatorResponse>
}

export interface EmulatorContext<State> {
  state: State
  /** The emulator's own time: real, unless moved by `/__emulator/clock`. */
  now(): Date
  baseUrl: string
  webhooks: Webhooks
}

/** What an emulator is made of. */
export interface EmulatorDefinition<State> {
  vendor: string
  credentials: Record<string, string>
  /** The state a fresh or reset emulator has. `now` is the time of the emulator's clock. */
  createState(now: Date): State
  routes: Route<State>[]
  /** The vendor's answer to a path or method it does not know. */
  notFound(request: EmulatorRequest): EmulatorResponse
  /** Headers the vendor sends with every answer. */
  responseHeaders?(request: EmulatorRequest, emulator: EmulatorContext<State>): Record<string, string>
  /** How the vendor sends events; unsigned and once unless given. */
  webhooks?: WebhookScheme
  /** What becomes due when the clock was moved. */
  clockMoved?(emulator: EmulatorContext<State>): void
}
