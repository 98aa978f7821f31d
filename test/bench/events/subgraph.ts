import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { execute, parse, subscribe } from 'graphql'
import { createHandler } from 'graphql-sse/lib/use/http'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'

/** One subgraph over HTTP whose only news is what the bench tells it: by graphql-ws and by graphql-sse. */
export type ToSubgraph = 'emit' | 'listeners'
export type FromSubgraph = { ready: string } | { emittedAt: string } | { listeners: number }

const typeDefs = parse(readFileSync(new URL('subgraph.graphql', import.meta.url), 'utf8'))
const listeners = new Set<(event: unknown) => void>()
let emitted = 0

async function* listen(): AsyncGenerator<unknown> {
  const waiting: unknown[] = []
  let wake = (): void => {}
  const listener = (event: unknown): void => {
    waiting.push(event)
    wake()
  }
  listeners.add(listener)
  try {
    for (;;) {
      while (waiting.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      yield waiting.shift()
    }
  } finally {
    listeners.delete(listener)
  }
}

const schema = buildSubgraphSchema([
  { typeDefs, resolvers: { Subscription: { caseEscalated: { subscribe: listen } } } },
])

/** As large as what is on an agent's desk. */
const escalation = () => ({
  eventId: `evt_${emitted}`,
  sequence: String(emitted),
  occurredAt: new Date().toISOString(),
  subject: 'All sites down',
  severity: 'SEV1',
  customerName: 'Customer 1',
  contractNumbers: ['K-0'],
  invoices: ['4711-0', '4711-1'].map((invoiceNumber) => ({
    invoiceNumber,
    amount: '1190.00',
    currencyCode: 'EUR',
  })),
})

const events = createHandler({ schema })
const server = createServer(async (incoming, response) => {
  if (incoming.headers.accept?.includes('text/event-stream'))
    return events(incoming, response).catch(() => {})
  const { query } = (await json(incoming)) as { query: string }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(await execute({ schema, document: parse(query) })))
})
useServer({ schema, subscribe }, new WebSocketServer({ server, path: '/graphql' }))
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ ready: `http://127.0.0.1:${port}/graphql` })
})
process.on('message', (message: ToSubgraph) => {
  if (message === 'listeners') return process.send?.({ listeners: listeners.size })
  const emittedAt = String(process.hrtime.bigint())
  emitted += 1
  const event = { caseEscalated: escalation() }
  for (const listener of listeners) listener(event)
  return process.send?.({ emittedAt })
})
process.once('disconnect', () => process.exit())
