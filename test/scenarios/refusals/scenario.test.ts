import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import WebSocket from 'ws'
import {
  askByMultipart,
  askByServerSentEvents,
  MULTIPART_ACCEPT,
  openRawSocket,
} from '#gateway/transports/clients.test-support.ts'
import { ESCALATIONS } from '#gateway/execution/subscriptions/escalation-graph.test-support.ts'
import { type GuardedGateway, startGuardedGateway } from './guarded-gateway.ts'
import { forge, type TestIssuer, usualClaims } from './issuer.ts'

const QUERY = '{ open }'
const now = (): number => Math.floor(Date.now() / 1000)

/** How a refusal looks to a client. */
interface Refusal {
  /** Of the answer, or of the socket's close. */
  status: number
  body: unknown
}
type Send = (url: string, authorization: string | undefined) => Promise<Refusal>

const post =
  (accept: string): Send =>
  async (url, authorization) => {
    const headers = {
      'content-type': 'application/json',
      accept,
      ...(authorization ? { authorization } : {}),
    }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: QUERY }) })
    return { status: response.status, body: await response.json().catch(() => undefined) }
  }

/** Every way to the graph. */
const TRANSPORTS: Readonly<Record<string, Send>> = {
  POST: post('application/graphql-response+json'),
  async GET(url, authorization) {
    const headers = { 'graphql-require-preflight': '1', ...(authorization ? { authorization } : {}) }
    const response = await fetch(`${url}?query=${encodeURIComponent(QUERY)}`, { headers })
    return { status: response.status, body: await response.json() }
  },
  'server-sent events': post('text/event-stream'),
  multipart: post(MULTIPART_ACCEPT),
  'in parts': post('multipart/mixed;deferSpec=20220824'),
  async 'graphql-ws'(url, authorization) {
    const client = await openRawSocket(url.replace('http', 'ws'))
    client.send({ type: 'connection_init', payload: authorization ? { authorization } : {} })
    client.send({ type: 'subscribe', id: '1', payload: { query: QUERY } })
    return { status: await client.closed, body: undefined }
  },
}

/** What somebody presents who shall not be let in. */
type Forgery = (gateway: GuardedGateway, attacker: string) => string | undefined | Promise<string | undefined>

const claimsOf = ({ name }: TestIssuer) => usualClaims(name)
const kidOf = async (issuer: TestIssuer) => (await issuer.publicKey()).jwk.kid

const FORGERIES: [title: string, forgery: Forgery][] = [
  ['no token', () => undefined],
  ['text that is no token', () => 'a.b.c'],
  ['a header that is no JSON', ({ issuers: { own } }) => withHeaderText('{', claimsOf(own))],
  ['a header that is a list', ({ issuers: { own } }) => withHeaderText('[]', claimsOf(own))],
  ['a header that is nothing', ({ issuers: { own } }) => withHeaderText('null', claimsOf(own))],
  ['alg none', ({ issuers: { own } }) => forge({ alg: 'none', typ: 'at+jwt' }, claimsOf(own))],
  ['alg None with a signature', ({ issuers: { own } }) => forge({ alg: 'None' }, claimsOf(own), 'x')],
  [
    'HS256 by the public key as PEM',
    async ({ issuers: { own } }) => {
      const { pem, jwk } = await own.publicKey()
      return forge({ alg: 'HS256', kid: jwk.kid, typ: 'at+jwt' }, claimsOf(own), pem)
    },
  ],
  [
    'HS256 by the public key as JWK',
    async ({ issuers: { own } }) => {
      const { jwk } = await own.publicKey()
      return forge({ alg: 'HS256', kid: jwk.kid, typ: 'at+jwt' }, claimsOf(own), JSON.stringify(jwk))
    },
  ],
  [
    "a stranger's signature under our issuer's name and key id",
    async ({ issuers: { own, stranger } }) => stranger.sign(claimsOf(own), { kid: await kidOf(own) }),
  ],
  [
    'a key id that nobody published',
    ({ issuers: { own, stranger } }) => stranger.sign(claimsOf(own), { kid: '../../etc/passwd' }),
  ],
  [
    'its key in its own header',
    async ({ issuers: { own, stranger } }) => {
      const { jwk } = await stranger.publicKey()
      return stranger.sign(claimsOf(own), { jwk })
    },
  ],
  [
    'a jku that leads elsewhere',
    ({ issuers: { own, stranger } }, attacker) => stranger.sign(claimsOf(own), { jku: attacker }),
  ],
  [
    'an x5u that leads elsewhere',
    ({ issuers: { own, stranger } }, attacker) => stranger.sign(claimsOf(own), { x5u: attacker }),
  ],
  [
    'a header that must be understood',
    ({ issuers: { own } }) => own.sign({}).then((token) => withHeader(token, { crit: ['exp'], exp: 1 })),
  ],
  ['no exp', ({ issuers: { own } }) => own.sign({ exp: undefined })],
  ['an exp that is no number', ({ issuers: { own } }) => own.sign({ exp: `${now() + 60}` as never })],
  ['an exp that is no time', ({ issuers: { own } }) => own.sign({ exp: 1e300 })],
  ['exp in the past', ({ issuers: { own } }) => own.sign({ exp: now() - 30 })],
  ['nbf in the future', ({ issuers: { own } }) => own.sign({ nbf: now() + 60 })],
  ['another audience', ({ issuers: { own } }) => own.sign({ aud: 'payroll' })],
  ['no audience', ({ issuers: { own } }) => own.sign({ aud: undefined })],
  ['an issuer that is not trusted', ({ issuers: { stranger } }) => stranger.sign()],
  ["one issuer's token by another one's key", ({ issuers: { own, second } }) => second.sign(claimsOf(own))],
  ['no issuer', ({ issuers: { own } }) => own.sign({ iss: undefined })],
  ['nobody', ({ issuers: { own } }) => own.sign({ sub: undefined })],
  ['an empty subject', ({ issuers: { own } }) => own.sign({ sub: '' })],
  ['an ID token, by its nonce', ({ issuers: { own } }) => own.sign({ nonce: 'n', scope: undefined })],
  ['an ID token, by its at_hash', ({ issuers: { own } }) => own.sign({ at_hash: 'h' })],
  ["Keycloak's ID token", ({ issuers: { own } }) => own.sign({ typ: 'ID' }, { typ: 'JWT' })],
  ["Cognito's ID token", ({ issuers: { own } }) => own.sign({ token_use: 'id' })],
  ['a logout token', ({ issuers: { own } }) => own.sign({}, { typ: 'logout+jwt' })],
  ['customers that are no list', ({ issuers: { own } }) => own.sign({ customer_ids: 'cus_1' })],
  ['business units that are no list', ({ issuers: { own } }) => own.sign({ business_units: { a: 1 } })],
  ['more than a token can be', ({ issuers: { own } }) => own.sign({ padding: 'x'.repeat(9_300) })],
  [
    'claims that were changed',
    async ({ issuers: { own } }) => {
      const [header, , signature] = (await own.sign()).split('.')
      const claims = Buffer.from(JSON.stringify({ ...claimsOf(own), scope: 'ops:write' })).toString(
        'base64url',
      )
      return [header, claims, signature].join('.')
    },
  ],
  [
    'a signature that was cut off',
    async ({ issuers: { own } }) => `${(await own.sign()).split('.', 2).join('.')}.`,
  ],
  ['two tokens', async ({ issuers: { own } }) => `${await own.sign()} ${await own.sign()}`],
  ['a client that is not registered', ({ issuers: { own } }) => own.sign({ client_id: 'unheard-of' })],
  ["another issuer's client", ({ issuers: { second } }) => second.sign({ client_id: 'app' })],
  ['a client that was revoked', ({ issuers: { own } }) => own.sign({ client_id: 'revoked' })],
]

/** The same token with more in its header, under the signature that it had. */
function withHeader(token: string, more: object): string {
  const [header = '', ...rest] = token.split('.')
  const parsed: object = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))
  return [Buffer.from(JSON.stringify({ ...parsed, ...more })).toString('base64url'), ...rest].join('.')
}

/** A token whose header is any text at all. */
const withHeaderText = (header: string, claims: object): string =>
  [Buffer.from(header).toString('base64url'), forge({}, claims, 'x').split('.').slice(1).join('.')].join('.')

describe('whoever is not let in', () => {
  let gateway: GuardedGateway
  const sent = new Set<string>()
  let asked = 0
  const attacker = createServer((_request, response) => {
    asked += 1
    response.end('{"keys":[]}')
  })
  const attackerUrl = () => `http://127.0.0.1:${(attacker.address() as AddressInfo).port}/jwks`

  before(async () => {
    await new Promise<void>((listening) => attacker.listen(0, '127.0.0.1', listening))
    gateway = await startGuardedGateway()
  })
  after(async () => {
    await gateway[Symbol.asyncDispose]()
    attacker.closeAllConnections()
    await new Promise((closed) => attacker.close(closed))
  })

  for (const [transport, send] of Object.entries(TRANSPORTS)) {
    for (const [title, forgery] of FORGERIES) {
      test(`${transport}: ${title} is refused in the same words, and nothing is run`, async () => {
        const before = gateway.operations()
        const token = await forgery(gateway, attackerUrl())
        if (token) sent.add(token)
        const { status, body } = await send(gateway.url, token === undefined ? undefined : `Bearer ${token}`)
        assert.equal(gateway.operations(), before)
        if (transport === 'graphql-ws') return assert.equal(status, 4401)
        assert.equal(status, 401)
        const { errors } = body as { errors: { message: string; extensions: Record<string, unknown> }[] }
        const [{ message, extensions } = assert.fail()] = errors
        const { correlationId, ...rest } = extensions
        assert.match(String(correlationId), /^[\da-f-]{36}$/)
        assert.deepEqual(
          [Object.keys(body as object), errors.length, message, rest],
          [['errors'], 1, 'A valid bearer token is required.', { code: 'UNAUTHENTICATED', retryable: false }],
        )
      })
    }

    test(`${transport}: who is registered is let in, by either issuer`, async () => {
      const before = gateway.operations()
      const { own, second } = gateway.issuers
      const tokens = [
        await own.sign(),
        await second.sign({ client_id: 'others' }),
        await own.sign({}, { typ: 'JWT' }),
      ]
      if (transport === 'graphql-ws') {
        for (const token of tokens) assert.equal(await openedWith(gateway.url, token), 'connection_ack')
        return
      }
      for (const token of tokens) assert.equal((await send(gateway.url, `Bearer ${token}`)).status, 200)
      assert.equal(gateway.operations(), before + tokens.length)
    })
  }

  test('no key was asked for where a token said, and hardly any more where it is published', () => {
    assert.equal(asked, 0)
    // The first, and those for unknown keys: one in five seconds, however many came.
    assert.ok(gateway.issuers.own.fetches <= 10, String(gateway.issuers.own.fetches))
  })

  test('no token, and no part of one, stands in the log', () => {
    const log = gateway.logged()
    assert.ok(log.includes('refused without a valid token'))
    for (const token of sent) {
      for (const part of token.split('.')) assert.ok(part.length < 8 || !log.includes(part))
    }
  })

  test('a page of another site opens no socket, one of the list does, and both learn by CORS what they may read', async () => {
    const statusOf = (origin: string): Promise<number | undefined> => {
      const socket = new WebSocket(gateway.url.replace('http', 'ws'), 'graphql-transport-ws', {
        headers: { origin },
      })
      return new Promise((resolve) => {
        socket.once('unexpected-response', (request, response) => {
          resolve(response.statusCode)
          request.destroy()
        })
        socket.once('open', () => {
          resolve(101)
          socket.close()
        })
        socket.on('error', () => {})
      })
    }
    assert.equal(await statusOf('https://evil.example'), 403)
    assert.equal(await statusOf('https://portal.example.evil.example'), 403)
    assert.equal(await statusOf('https://portal.example'), 101)
    for (const [origin, allowed] of [
      ['https://portal.example', 'https://portal.example'],
      ['https://evil.example', null],
    ] as const) {
      const response = await fetch(gateway.url, { method: 'OPTIONS', headers: { origin } })
      assert.equal(response.headers.get('access-control-allow-origin'), allowed)
      assert.equal(response.headers.get('access-control-allow-credentials'), null)
      assert.equal(response.status, allowed ? 204 : 401)
    }
  })
})

test('a client that offers a protocol that nobody speaks here is answered in the one it speaks', async () => {
  await using gateway = await startGuardedGateway()
  const headers = {
    authorization: `Bearer ${await gateway.issuers.own.sign()}`,
    'content-type': 'application/json',
    ...{ connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAEAAEAA' },
  }
  const sent = request(gateway.url, { method: 'POST', headers }).end(JSON.stringify({ query: QUERY }))
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  assert.equal(response.statusCode, 200)
  response.resume()
})

describe('what a token opened', () => {
  let gateway: GuardedGateway
  before(async () => {
    gateway = await startGuardedGateway()
  })
  after(() => gateway[Symbol.asyncDispose]())

  const ENDINGS: [title: string, claims: () => Record<string, unknown>, end: () => void, words: RegExp][] = [
    // Five seconds of tolerance: at least two are left, to open everything in.
    ['expires', () => ({ exp: now() - 2, client_id: 'app' }), () => {}, /expired/],
    [
      'is of a client that is revoked',
      () => ({ client_id: 'doomed' }),
      () => gateway.revoke('doomed'),
      /access/,
    ],
  ]
  for (const [title, claims, end, words] of ENDINGS) {
    test(`ends on every transport when the token ${title}, and lets go of its source`, async () => {
      const token = await gateway.issuers.own.sign(claims())
      const socket = await openRawSocket(gateway.url.replace('http', 'ws'))
      socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
      await socket.next()
      socket.send({ type: 'subscribe', id: '1', payload: { query: `${ESCALATIONS} # ${title} socket` } })
      const streams = [askByServerSentEvents, askByMultipart].map((ask, index) => {
        const answers = ask({ url: gateway.url, query: `${ESCALATIONS} # ${title} ${index}`, token })
        return { answers, last: answers.next() }
      })
      await gateway.feed.whenListening(3)
      end()
      assert.equal(await socket.closed, 4403)
      for (const { answers, last } of streams) {
        const { value } = (await last) as {
          value: { errors: { message: string; extensions: { code: string } }[] }
        }
        assert.equal(value.errors[0]?.extensions.code, 'UNAUTHENTICATED')
        assert.match(value.errors[0].message, words)
        assert.equal((await answers.next()).done, true)
      }
      await gateway.feed.whenListening(0)
      if (title === 'expires') return
      for (const send of Object.values(TRANSPORTS))
        assert.ok([401, 4401].includes((await send(gateway.url, `Bearer ${token}`)).status))
    })
  }

  test('a socket that is sent away and stays is heard no more, and follows nothing', async () => {
    const token = await gateway.issuers.own.sign({ client_id: 'deaf' })
    const deaf = await openDeafSocket(gateway.url)
    deaf.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
    await deaf.told('connection_ack')
    deaf.send({ type: 'subscribe', id: '1', payload: { query: `${ESCALATIONS} # deaf` } })
    await gateway.feed.whenListening(1)
    const before = gateway.operations()
    gateway.revoke('deaf')
    await deaf.told(FORBIDDEN_CLOSE)
    await gateway.feed.whenListening(0)
    deaf.send({ type: 'subscribe', id: '2', payload: { query: QUERY } })
    await deaf.leave()
    assert.equal(gateway.operations(), before)
  })

  test('a client has as many sockets and subscriptions as it may have, and its user its part of them', async () => {
    const token = await gateway.issuers.own.sign({ client_id: 'few' })
    const sockets = await Promise.all([1, 2].map(() => openRawSocket(gateway.url.replace('http', 'ws'))))
    for (const socket of sockets) {
      socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
      assert.deepEqual(await socket.next(), { type: 'connection_ack' })
    }
    const third = await openRawSocket(gateway.url.replace('http', 'ws'))
    third.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
    assert.equal(await third.closed, 1013)
    const [first = assert.fail(), second = assert.fail()] = sockets
    first.send({ type: 'subscribe', id: '1', payload: { query: `${ESCALATIONS} # one` } })
    await gateway.feed.whenListening(1)
    second.send({ type: 'subscribe', id: '1', payload: { query: `${ESCALATIONS} # two` } })
    const { type, payload } = (await second.next()) as {
      type: string
      payload: { extensions: { code: string } }[]
    }
    assert.deepEqual([type, payload[0]?.extensions.code], ['error', 'LIMIT_EXCEEDED'])
    const stream = askByServerSentEvents({ url: gateway.url, query: `${ESCALATIONS} # three`, token })
    const answer = (await stream.next()).value as { errors: { extensions: { code: string } }[] }
    assert.equal(answer.errors[0]?.extensions.code, 'LIMIT_EXCEEDED')
    first.socket.close()
    await gateway.feed.whenListening(0)
    second.send({ type: 'subscribe', id: '2', payload: { query: `${ESCALATIONS} # four` } })
    await gateway.feed.whenListening(1)
    second.socket.close()
    await gateway.feed.whenListening(0)
  })
})

/** A close frame of the code 4403, as it is on the wire. */
const FORBIDDEN_CLOSE = Buffer.from([0x11, 0x33]).toString('latin1')

/** A socket that is told to close and does not answer, as no library's is. */
async function openDeafSocket(url: string) {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  let heard = ''
  socket.setEncoding('latin1').on('data', (text) => {
    heard += text
  })
  const told = async (text: string): Promise<void> => {
    while (!heard.includes(text)) await once(socket, 'data')
  }
  socket.write(
    [
      `GET /graphql HTTP/1.1\r\nhost: ${host}\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13`,
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n',
    ].join('\r\n'),
  )
  await told('\r\n\r\n')
  return {
    told,
    /** A text frame of a two-byte length, under a mask that changes nothing. */
    send(message: object): void {
      const text = Buffer.from(JSON.stringify(message).padEnd(126))
      socket.write(
        Buffer.concat([Buffer.from([0x81, 0xfe, text.length >> 8, text.length & 0xff, 0, 0, 0, 0]), text]),
      )
    },
    async leave(): Promise<void> {
      socket.end()
      await once(socket, 'close')
    },
  }
}

/** The first message of a socket that introduces itself. */
async function openedWith(url: string, token: string): Promise<string> {
  const client = await openRawSocket(url.replace('http', 'ws'))
  client.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  const { type } = (await client.next()) as { type: string }
  client.socket.close()
  await client.closed
  return type
}
