import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { createClient } from 'graphql-ws'
import { SignJWT } from 'jose'
import { WebSocket } from 'ws'
import type { Fault } from '#shared/emulator/faults.ts'
import { PII_FIELDS } from '#shared/telemetry/__generated__/pii-fields.ts'
import { createLogger } from '#shared/telemetry/logger.ts'
import { startWorld, VENDORS, type World } from '../../support/world.ts'
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts'
import { type ServedWorld, serveWorld } from './served-world.ts'

const query = readFileSync(new URL('operation.graphql', import.meta.url), 'utf8')

/** What nobody says by chance: if it is found, it came from where it was put. */
const CANARY = 'canary.bird@cage.example'
const SECRET = 'canary-secret-8412'

/** Answers that are nearly right, refusals that quote, and answers that are none. */
const FAULTS: readonly (Fault & { name: string })[] = [
  ...[400, 401, 403, 404, 429, 500].map((status) => ({
    name: `a refusal by ${status} that quotes`,
    status,
    headers: { warning: `299 - "${CANARY}"`, 'retry-after': '1', 'request-id': CANARY },
    body: {
      error: { code: CANARY, type: CANARY, message: CANARY, param: CANARY, detail: CANARY },
      title: CANARY,
      'o:errorDetails': [{ detail: CANARY, 'o:errorCode': CANARY }],
    },
  })),
  {
    name: 'a refusal in a list',
    status: 400,
    body: [{ errorCode: CANARY, message: CANARY, fields: [CANARY] }],
  },
  { name: 'a page', status: 200, body: `<html>${CANARY}</html>` },
  { name: 'half of an answer', status: 200, body: `{"records":[{"Email":"${CANARY}"},{"na` },
  { name: 'an answer of something else', status: 200, body: { [CANARY]: [{ [CANARY]: CANARY }] } },
  { name: 'a warning beside the answer', headers: { warning: CANARY }, edits: [] },
  { name: 'a broken connection', reset: 'mid-body' },
  ...[1, 2, 3, 4, 5, 6].map((depth) => ({
    name: `text at depth ${depth} of the answer`,
    edits: [{ at: new Array<string>(depth).fill('*'), value: CANARY }],
  })),
]

describe('what was put in where it must not come out', () => {
  const lines: string[] = []
  const logger = createLogger('trace', { write: (line) => void lines.push(line) })
  let world: World
  let receiver: OtlpReceiver
  let served: ServedWorld
  let id: string

  before(async () => {
    world = await startWorld({ logger })
    receiver = await startOtlpReceiver()
    served = await serveWorld(world, { logger, otlpEndpoint: receiver.endpoint })
    id = await world.customerId('Acme Industries')
  })
  after(async () => {
    await served[Symbol.asyncDispose]()
    await receiver[Symbol.asyncDispose]()
    await world[Symbol.asyncDispose]()
  })

  test('a system that quotes personal data: its error messages do not', async () => {
    for (const vendor of VENDORS)
      for (const { name, ...fault } of FAULTS) {
        const emulator = world.emulator(vendor)
        emulator.fail(fault)
        const answer = (await (await served.post({ query, variables: { id } })).json()) as {
          errors?: unknown
        }
        emulator.reset()
        const errors = JSON.stringify(answer.errors ?? [])
        assert.ok(!errors.includes('canary'), `${vendor}, ${name}: ${around(errors, 'canary')}`)
      }
  })

  test('clients send secrets and personal data, in every place and form', async () => {
    const forged = await new SignJWT({ sub: CANARY, email: CANARY })
      .setProtectedHeader({ alg: 'HS256', kid: SECRET })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(SECRET.repeat(4)))
    const headers = {
      cookie: `session=${SECRET}`,
      'x-api-key': SECRET,
      'user-agent': CANARY,
      referer: `https://${CANARY}/`,
    }
    const literal = `{ customers(first: 1, filter: { text: "${CANARY}" }) { nodes { id } } }`
    const bodies: unknown[] = [
      { query: literal },
      {
        query: 'query ($t: String) { customers(first: 1, filter: { text: $t }) { nodes { id } } }',
        variables: { t: CANARY },
      },
      { query, variables: { id: CANARY } },
      { query, variables: { id: { email: CANARY } } },
      { query: `{ customer(id: "${CANARY}") { id } }` },
      { query: `{ customers(after: "${CANARY}") { nodes { id } } }` },
      { query: `{ "${CANARY}" }` },
      { query: `{ customer(id: 1) { ${SECRET.replaceAll('-', '_')} } }` },
      { query, operationName: CANARY, extensions: { persistedQuery: { sha256Hash: CANARY, version: 1 } } },
      `{"query": "${CANARY}`,
    ]
    for (const body of bodies) await (await served.post(body, headers)).text()
    for (const authorization of [
      `Bearer ${forged}`,
      `Bearer ${SECRET}`,
      `Basic ${btoa(`${CANARY}:${SECRET}`)}`,
    ])
      await (await served.post({ query: literal }, { ...headers, authorization })).text()
    await (await fetch(`${served.url}/graphql?query=${encodeURIComponent(literal)}`, { headers })).text()
    await (await fetch(`${served.url}/${CANARY}?token=${SECRET}`, { headers })).text()
    await (
      await fetch(`${served.url}/metrics?token=${SECRET}`, { headers: { authorization: SECRET } })
    ).text()
    for (const { id: connection } of world.domains.connections)
      await fetch(`${served.url}/webhooks/${connection}?token=${SECRET}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'stripe-signature': `t=1,v1=${SECRET}` },
        body: JSON.stringify({ id: CANARY, type: CANARY, data: { object: { email: CANARY } } }),
      })
    for (const authorization of [`Bearer ${forged}`, `Bearer ${served.token}`])
      await subscribe(authorization, literal)
  })

  /** Over a socket: its introduction holds a token, its message whatever a client writes. */
  async function subscribe(authorization: string, source: string): Promise<void> {
    const client = createClient({
      url: `${served.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: { authorization, password: SECRET, email: CANARY },
    })
    try {
      for await (const _answer of client.iterate({ query: source, variables: { [CANARY]: SECRET } }));
    } catch {
      // Refused: what is looked at is what is said of it.
    }
    await client.dispose()
  }

  test('no log line, span or metric holds any of it, nor what the systems hold of people', async () => {
    world.forgetCalls()
    const { data } = (await (await served.post({ query, variables: { id } })).json()) as { data: unknown }
    const personal = new Set(personalValues(data))
    assert.ok(personal.size > 15 && personal.has('ap@acme-industries.com'))
    const secrets = VENDORS.flatMap((vendor) => {
      const tokens = world
        .calls(vendor)
        .map(({ headers }) => String(headers.authorization).split(' ').at(-1) ?? '')
      return [...Object.values(world.emulator(vendor).credentials), ...tokens]
    })
    assert.ok(secrets.length > 8)
    const metrics = await served.metrics()
    await served.flush()
    const told = { log: lines.join(''), spans: receiver.raw(), metrics }
    assert.ok(lines.length > 200, String(lines.length))
    for (const [where, text] of Object.entries(told))
      for (const value of [CANARY, 'canary', SECRET, served.token, ...secrets, ...personal])
        assert.ok(!text.includes(value), `${where}: ${around(text, value)}`)
    for (const where of ['spans', 'metrics'] as const) assert.ok(!told[where].includes(id), where)
  })

  test('no log line says a key twice', () => {
    // Of a key that stands twice only the last is read, so such a line is not what was written.
    const twice = lines.filter((line) => `${JSON.stringify(JSON.parse(line))}\n` !== line)
    assert.deepEqual(twice, [])
  })
})

/** The leaves below fields that the schema marks; what is too short to be told from chance is left out. */
function personalValues(value: unknown, isPersonal = false): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => personalValues(item, isPersonal))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, child]) =>
      personalValues(child, isPersonal || PII_FIELDS.includes(key)),
    )
  return isPersonal && typeof value === 'string' && value.length > 5 ? [value] : []
}

function around(text: string, value: string): string {
  const at = text.indexOf(value)
  return text.slice(Math.max(0, at - 300), at + value.length + 50)
}
