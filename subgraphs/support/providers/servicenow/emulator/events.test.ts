import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { startInstance, type TestInstance } from './test-instance.ts'

const SECRET = 'agreed-between-the-two'

interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** Starts a receiver that the instance sends hints to; `next(n)` waits until it has so many. */
async function startReceiver(context: { after(end: () => Promise<void>): void }, status = 200) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body })
      response.writeHead(status).end()
      server.emit('hint')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(async () => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    async next(count: number) {
      while (received.length < count) await once(server, 'hint')
      return received.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
    },
  }
}

const hintTo = async ({ emulator }: TestInstance, url: string, eventTypes?: string[]): Promise<void> => {
  const body = JSON.stringify({ url, secret: SECRET, ...(eventTypes && { eventTypes }) })
  await fetch(`${emulator.baseUrl}/__emulator/webhooks`, { method: 'POST', body })
}

test('a change is told as a hint, signed over the time and the bytes', async (context) => {
  const instance = await startInstance(context)
  const receiver = await startReceiver(context)
  await hintTo(instance, receiver.url)
  const table = '/api/now/v2/table/sn_customerservice_case'
  const { sys_id, number } = (await instance.ask('POST', table, { description: 'one' })).body.result
  await instance.ask('PATCH', `${table}/${sys_id}`, { description: 'two' })
  const [inserted, updated] = await receiver.next(2)
  assert.deepEqual(updated, {
    event_id: updated?.event_id,
    table: 'sn_customerservice_case',
    sys_id,
    number,
    operation: 'update',
    changed_fields: ['description'],
    sys_mod_count: '1',
    sys_updated_on: updated?.sys_updated_on,
  })
  assert.deepEqual([inserted?.operation, inserted?.sys_mod_count], ['insert', '0'])
  assert.notEqual(inserted?.event_id, updated?.event_id)
  for (const { headers, body } of receiver.received) {
    const stamp = String(headers['x-weft-timestamp'])
    const expected = createHmac('sha256', SECRET).update(`${stamp}.${body}`).digest('base64')
    assert.equal(headers['x-weft-signature'], `v1=${expected}`)
    assert.match(stamp, /^\d{10}$/)
  }
})

test('what an escalation changes on its case is told as well, and a write that changes nothing is not', async (context) => {
  const instance = await startInstance(context)
  const receiver = await startReceiver(context)
  const [escalated] = await instance.list('sn_customerservice_case', 'active_escalationISEMPTY^active=true')
  await hintTo(instance, receiver.url, [
    'sn_customerservice_case.update',
    'sn_customerservice_escalation.insert',
  ])
  await instance.ask('PATCH', `/api/now/table/sn_customerservice_case/${escalated?.sys_id}`, {
    description: escalated?.description,
  })
  await instance.ask('POST', '/api/now/table/sn_customerservice_escalation', {
    source_record: escalated?.sys_id,
    state: 'escalated',
  })
  const hints = await receiver.next(2)
  assert.deepEqual(
    new Set(hints.map(({ table }) => table)),
    new Set(['sn_customerservice_escalation', 'sn_customerservice_case']),
  )
  assert.deepEqual(hints.find(({ table }) => table === 'sn_customerservice_case')?.changed_fields, [
    'active_escalation',
  ])
})

test('a hint that nobody takes is lost: the vendor sends it once', async (context) => {
  const instance = await startInstance(context)
  const receiver = await startReceiver(context, 503)
  await hintTo(instance, receiver.url)
  await instance.ask('POST', '/api/now/table/sn_customerservice_case', { description: 'one' })
  await receiver.next(1)
  await instance.moveClock(86_400)
  await instance.ask('POST', '/api/now/table/sn_customerservice_case', { description: 'two' })
  const hints = await receiver.next(2)
  assert.equal(new Set(hints.map(({ sys_id }) => sys_id)).size, 2)
})
