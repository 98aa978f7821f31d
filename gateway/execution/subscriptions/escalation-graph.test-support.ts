import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { execute, parse, subscribe } from 'graphql'
import { createHandler } from 'graphql-sse/lib/use/http'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { WeftError } from '#shared/errors.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { ExecutionOptions, SubgraphLocation } from '../execution.ts'
import { composeTestGraph, createTestSubgraph } from '../test-graph.ts'

/** A source of events that tests push, and that counts who listens. */
export interface Feed {
  push(event: unknown): void
  /** Ends every listener as a source does that has no more. */
  finish(): void
  /** Resolves when so many listen. */
  whenListening(count: number): Promise<void>
  listen(): AsyncIterableIterator<unknown>
}

export function createFeed(): Feed {
  const listeners = new Set<{ waiting: unknown[]; wake(): void; isDone: boolean }>()
  const watchers = new Set<() => void>()
  const changed = (): void => {
    for (const watch of watchers) watch()
  }
  return {
    push(event) {
      for (const listener of listeners) {
        listener.waiting.push(event)
        listener.wake()
      }
    },
    finish() {
      for (const listener of listeners) {
        listener.isDone = true
        listener.wake()
      }
    },
    whenListening(count) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const watch = (): void => {
        if (listeners.size !== count) return
        watchers.delete(watch)
        resolve()
      }
      watchers.add(watch)
      watch()
      return promise
    },
    listen() {
      const listener = { waiting: [] as unknown[], wake: () => {}, isDone: false }
      listeners.add(listener)
      changed()
      const leave = (): void => {
        listener.isDone = true
        listeners.delete(listener)
        listener.wake()
        changed()
      }
      return {
        [Symbol.asyncIterator]() {
          return this
        },
        async next() {
          while (listener.waiting.length === 0 && !listener.isDone)
            await new Promise<void>((resolve) => {
              listener.wake = resolve
            })
          if (listener.waiting.length > 0) return { value: listener.waiting.shift(), done: false }
          leave()
          return { value: undefined, done: true }
        },
        async return() {
          leave()
          return { value: undefined, done: true }
        },
      }
    },
  }
}

/** Support pushes escalations; what they cost is known to billing alone. */
export function createSupport(feed: Feed, extraFields = ''): Subgraph {
  return createTestSubgraph(
    'support',
    `type Query { open: Int }
     type Subscription { caseEscalated(severity: Int): Escalation! refused: Int broken: Int }
     type Escalation { severity: Int! note: String customer: Customer ${extraFields} }
     type Customer @key(fields: "id") { id: ID! }`,
    {
      Query: { open: () => 3 },
      Subscription: {
        caseEscalated: { subscribe: () => feed.listen() },
        refused: {
          subscribe: () => {
            throw new WeftError('FORBIDDEN', 'Not yours.', { system: 'servicenow-eu' })
          },
        },
        broken: {
          subscribe: () => {
            throw new TypeError('http://secret/ is undefined')
          },
        },
      },
    },
  )
}

/** `contexts` counts how often an operation began here. */
export function createBilling(contexts: { count: number } = { count: 0 }): Subgraph {
  return createTestSubgraph(
    'billing',
    'type Customer @key(fields: "id") { id: ID! overdue: [String!] balance: Int! }',
    {
      Customer: {
        overdue: ({ id }: { id: string }) => {
          if (id === 'busy') throw new WeftError('RATE_LIMITED', 'Busy.', { system: 'stripe-eu' })
          return [`in-${id}`]
        },
        balance: ({ id }: { id: string }) => (id === 'lost' ? null : 7),
      },
    },
    () => {
      contexts.count += 1
      return {}
    },
  )
}

export const ESCALATIONS = `subscription ($severity: Int) {
  escalated: caseEscalated(severity: $severity) { severity who: customer { id overdue } }
}`

export const escalation = (severity: number, id: string) => ({
  caseEscalated: { severity, customer: { id } },
})

type Protocol = 'socket' | 'server-sent events'

/** A subgraph as a server of its own, which pushes as the official servers of the protocol do. */
export async function serveSubgraph({ schema, createContext }: Subgraph, protocol: Protocol) {
  const context = () => createContext({} as never) as Record<string, unknown>
  const events = createHandler({ schema, context })
  const headers: (string | undefined)[] = []
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(405, { allow: 'POST' }).end()
      return
    }
    headers.push(request.headers['x-caller'] as string | undefined)
    if (request.headers.accept === 'text/event-stream' && protocol === 'server-sent events')
      // It rejects when its client leaves while it writes.
      return events(request, response).catch(() => {})
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString())
    const document = parse(query)
    const result = await execute({ schema, document, variableValues: variables, contextValue: context() })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result))
  })
  const sockets = protocol === 'socket' ? new WebSocketServer({ server, path: '/graphql' }) : undefined
  const disposable =
    sockets &&
    useServer(
      {
        schema,
        context,
        subscribe,
        onConnect: ({ connectionParams }) => {
          headers.push(connectionParams?.['x-caller'] as string | undefined)
          return true
        },
      },
      sockets,
    )
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    headers,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets?.clients ?? []) socket.terminate()
      await disposable?.dispose()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** The graph with support in this process, or at a URL. */
export function escalationGraph(
  feed: Feed,
  {
    supportUrl,
    contexts,
    extraFields,
  }: { supportUrl?: string; contexts?: { count: number }; extraFields?: string } = {},
): ExecutionOptions {
  const { supergraphSdl, locations } = composeTestGraph([
    createSupport(feed, extraFields),
    createBilling(contexts),
  ])
  if (!supportUrl) return { supergraphSdl, locations }
  const mixed = new Map<string, SubgraphLocation>(locations)
  mixed.set('support', { kind: 'http', url: supportUrl })
  return { supergraphSdl, locations: mixed }
}
