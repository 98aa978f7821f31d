import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { stringify } from 'yaml'
import { registerEndpoints } from '#events/outbound/operate.ts'
import { startCommand } from '../support/started-gateway.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { startEventNode } from './event-node.ts'
import { logEvents, type Partner, SECRET, startPartner } from './partner.ts'

describe('processes that tell a partner', () => {
  let running: Awaited<ReturnType<typeof openTemporaryStore>>
  let partner: Partner
  let environment: Record<string, string>
  let secretFile: string

  before(async () => {
    running = await openTemporaryStore()
    partner = await startPartner()
    await using _migrated = await startEventNode(running.store, [])
    await registerEndpoints(running.store, ['acme'])
    const endpoint = {
      ...{
        id: 'acme',
        url: partner.url,
        environment: 'simulated',
        types: ['CASE_ESCALATED'],
        rows: 'everything',
      },
      ...{ secret: 'file:acme.secret', timeoutMs: 20_000 },
    }
    const file = path.join(running.directory, 'endpoints.yaml')
    secretFile = path.join(running.directory, 'acme.secret')
    await writeFile(file, stringify({ endpoints: [endpoint] }))
    await writeFile(secretFile, SECRET)
    const { databaseUrl } = running.store
    environment = { DATABASE_URL: databaseUrl, WEBHOOK_ENDPOINTS_FILE: file, LOG_LEVEL: 'silent' }
  })
  after(async () => {
    await partner[Symbol.asyncDispose]()
    await running[Symbol.asyncDispose]()
  })

  async function startWorker() {
    const worker = startCommand(['test/events/partner-worker.ts'], environment)
    await worker.printed(/^(ready)\n/)
    return {
      async [Symbol.asyncDispose]() {
        worker.child.kill('SIGKILL')
        await worker.ended
      },
    }
  }

  /** Answers what the command printed. */
  async function webhooks(...args: string[]): Promise<string> {
    const command = startCommand(['subgraphs/webhooks-command.ts', ...args], environment)
    await Promise.all([once(command.child, 'close'), command.ended])
    return command.stdout() + command.stderr()
  }

  test('one that is killed with deliveries under way is followed by another, and nothing is lost or out of order', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `${'abcdef'[index % 6]}${index}`)
    {
      await using _first = await startWorker()
      await logEvents(running.store, 'z1')
      await partner.until(1)
      // From here on nothing is answered: the process dies waiting.
      partner.answerWith(() => () => {})
      await logEvents(running.store, ...keys)
      await partner.until(5)
    }
    partner.answerWith(() => 204)
    const before = partner.received.length
    await using _second = await startWorker()
    await partner.until(before + keys.length)
    const delivered = partner.keys().slice(before)
    assert.deepEqual(delivered.toSorted(), keys.toSorted())
    for (const name of 'abcdef')
      assert.deepEqual(
        delivered.filter((key) => key.startsWith(name)),
        keys.filter((key) => key.startsWith(name)),
      )
  })

  test('an operator sees an endpoint, stops it, starts it, replays to it, and tries it', async () => {
    assert.match(
      await webhooks('list'),
      /^acme {2}ACTIVE {2}http:\S+ {2}at \d+ {2}\d+ behind {2}0 waiting {2}0 dead\n$/,
    )
    assert.equal(await webhooks('disable', 'acme'), 'disabled: what happens waits in the log\n')
    assert.match(await webhooks('list'), /^acme {2}DISABLED .*by an operator\n$/)
    assert.equal(
      await webhooks('replay', 'acme', '--from', '1', '--to', '3'),
      '3 events are delivered again\n',
    )
    const shown = JSON.parse(await webhooks('show', 'acme'))
    assert.deepEqual(
      shown.backlog.map(({ sequence, state }: { sequence: string; state: string }) => [sequence, state]),
      [1, 2, 3].map((sequence) => [String(sequence), 'WAITING']),
    )
    assert.ok(!JSON.stringify(shown).includes(SECRET))
    assert.match(await webhooks('enable', 'acme'), /^enabled/)
    const before = partner.received.length
    assert.equal(await webhooks('send-test', 'acme'), 'DELIVERED (HTTP 204)\n')
    assert.equal(partner.received[before]?.payload.type, 'WEBHOOK_TEST')
    const [secret = '', ...said] = (await webhooks('rotate', 'acme')).split('\n')
    assert.equal(await readFile(secretFile, 'utf8'), `${secret}\n${SECRET}\n`)
    assert.match(said.join(' '), /both sign for 24 hours/)
    for (const [args, refusal] of [
      [[], /^INVALID_ARGUMENT: npm run webhooks/],
      [['show', 'nobody'], /^NOT_CONFIGURED: WEBHOOK_ENDPOINTS_FILE has no endpoint nobody/],
      [['replay', 'acme'], /^INVALID_ARGUMENT: --from takes a sequence/],
      [['replay', 'acme', '--from', 'x'], /^INVALID_ARGUMENT: x is no sequence/],
    ] as const)
      assert.match(await webhooks(...args), refusal)
  })
})
