import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { NameResolver } from '#shared/http/guarded-lookup.ts'
import { delayAfter, MOST_ATTEMPTS } from './schedule.ts'
import { createSecret } from './secrets.ts'
import { createSender } from './send.ts'

const MESSAGE = { id: 'evt_1', body: '{}', correlationId: 'c-1' }
const never = new AbortController().signal

const answering =
  (address: () => string): NameResolver =>
  (_, __, callback) =>
    callback(null, [{ address: address(), family: address().includes(':') ? 6 : 4 }])

async function startServer(context: TestContext): Promise<{ port: number; received(): number }> {
  let received = 0
  const server = createServer((_, response) => {
    received += 1
    response.end()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, received: () => received }
}

const signing = () => ({ secrets: [createSecret()], at: new Date() })

for (const address of [
  '127.0.0.1',
  '10.0.0.1',
  '169.254.169.254',
  '::1',
  'fd00:ec2::254',
  '::ffff:127.0.0.1',
])
  test(`a name that leads to ${address} when it is connected to gets nothing`, async (context) => {
    const { port, received } = await startServer(context)
    const url = `http://hooks.acme.example:${port}/`
    const sender = createSender(
      { url, timeoutMs: 5_000, concurrency: 1 },
      answering(() => address),
    )
    const attempt = await sender.send(MESSAGE, signing(), never)
    await sender.close()
    assert.deepEqual([attempt.outcome, received()], ['FORBIDDEN_ADDRESS', 0])
  })

test('an address that says itself that it is this machine is called, and looked at again for each connection', async (context) => {
  const { port, received } = await startServer(context)
  let address = '127.0.0.1'
  const sender = createSender(
    { url: `http://localhost:${port}/`, timeoutMs: 5_000, concurrency: 1 },
    answering(() => address),
  )
  assert.equal((await sender.send(MESSAGE, signing(), never)).outcome, 'DELIVERED')
  await sender.close()
  address = '192.168.0.1'
  const later = createSender(
    { url: `http://localhost:${port}/`, timeoutMs: 5_000, concurrency: 1 },
    answering(() => address),
  )
  assert.equal((await later.send(MESSAGE, signing(), never)).outcome, 'FORBIDDEN_ADDRESS')
  await later.close()
  assert.equal(received(), 1)
})

test('where nobody listens nothing is thrown', async (context) => {
  const { port } = await startServer(context)
  const url = `https://127.0.0.1:${port}/`
  const sender = createSender({ url, timeoutMs: 5_000, concurrency: 1 })
  assert.deepEqual(await sender.send(MESSAGE, signing(), never), {
    outcome: 'UNREACHABLE',
    status: undefined,
    retryAfterSeconds: undefined,
  })
  await sender.close()
})

test('attempts are spread over three days, a tenth more or less', () => {
  const middle = Array.from({ length: MOST_ATTEMPTS }, (_, index) => delayAfter(index + 1, 0.5))
  assert.deepEqual(middle, [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, undefined])
  assert.deepEqual([delayAfter(2, 0), delayAfter(2, 1)], [270, 330])
})
