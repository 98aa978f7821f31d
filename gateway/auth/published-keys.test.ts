import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { silentLogger } from '#shared/telemetry/logger.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { AUDIENCE, startIssuer, type TestIssuer } from '../../test/scenarios/refusals/issuer.ts'
import { createAccess } from '../clients/access.ts'
import { readSettings } from '../settings.ts'
import { openIssuers } from './issuers.ts'
import { createPublishedKeys, type PublishedKeys } from './published-keys.ts'
import { TOKEN_ALGORITHMS } from './trusted-issuer.ts'
import { createTokenVerifier } from './verify-token.ts'

const MINUTE = 60_000

interface World {
  issuer: TestIssuer
  published: PublishedKeys
  /** Moves time; the issuer's own stands still, so tokens are signed for a day. */
  pass(ms: number): void
  verify(token: string): Promise<Caller>
  sign(claims?: Record<string, unknown>): Promise<string>
}

async function startWorld(context: TestContext, access = createAccess(undefined, undefined)): Promise<World> {
  const issuer = await startIssuer()
  context.after(() => issuer[Symbol.asyncDispose]())
  let time = Date.now()
  const clock = { now: () => new Date(time) }
  const published = createPublishedKeys({ url: issuer.jwksUrl, clock, logger: silentLogger })
  const trusted = {
    ...{ issuer: issuer.name, audience: AUDIENCE, algorithms: TOKEN_ALGORITHMS },
    ...{ keys: published.keys, keysVersion: published.version },
  }
  const verify = createTokenVerifier([trusted], clock, access)
  const exp = Math.floor(time / 1000) + 7 * 24 * 3600
  return {
    issuer,
    published,
    pass: (ms) => {
      time += ms
    },
    verify: (token) => verify(`Bearer ${token}`),
    sign: (claims = {}) => issuer.sign({ exp, ...claims }),
  }
}

const UNAUTHENTICATED = { code: 'UNAUTHENTICATED' }

test('the first token of a new key is accepted at once, and the key before no longer', async (context) => {
  const { issuer, verify, sign } = await startWorld(context)
  const old = await sign()
  await verify(old)
  await issuer.rotate()
  assert.equal((await verify(await sign())).subject, 'jane')
  assert.equal(issuer.fetches, 2)
  await assert.rejects(verify(old), UNAUTHENTICATED)
})

test('a flood of unknown keys asks the issuer once in five seconds', async (context) => {
  const { issuer, pass, verify, sign } = await startWorld(context)
  await verify(await sign())
  const unknown = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      issuer.sign({ sub: `s-${index}` }, { kid: `unknown-${index}` }),
    ),
  )
  const flood = () => Promise.all(unknown.map((token) => assert.rejects(verify(token), UNAUTHENTICATED)))
  await flood()
  await flood()
  assert.equal(issuer.fetches, 2)
  pass(5_001)
  await flood()
  assert.equal(issuer.fetches, 3)
})

test('while the issuer is away its last keys hold for a day, and then nobody is let in until it is back', async (context) => {
  const { issuer, published, pass, verify, sign } = await startWorld(context)
  const known = await sign()
  for (const _time of [1, 2]) await verify(known)
  issuer.isAway = true
  for (const ms of [6 * MINUTE, 12 * 60 * MINUTE]) {
    pass(ms)
    assert.equal((await verify(await sign({ sub: `s-${ms}` }))).subject, `s-${ms}`)
  }
  pass(12 * 60 * MINUTE)
  await assert.rejects(verify(await sign({ sub: 'late' })), { code: 'SYSTEM_UNAVAILABLE' })
  await assert.rejects(verify(known), { code: 'SYSTEM_UNAVAILABLE' })
  assert.ok(published.failures() > 0)
  issuer.isAway = false
  pass(5_001)
  assert.equal((await verify(await sign({ sub: 'later' }))).subject, 'later')
  assert.equal((await verify(known)).subject, 'jane')
})

test('an issuer that was never there is asked once in five seconds, and its tokens are not our fault', async (context) => {
  const { issuer, pass, verify, sign } = await startWorld(context)
  issuer.isAway = true
  for (let turn = 0; turn < 20; turn += 1)
    await assert.rejects(verify(await sign()), { code: 'SYSTEM_UNAVAILABLE' })
  assert.equal(issuer.fetches, 1)
  issuer.isAway = false
  pass(5_001)
  await verify(await sign())
})

test('a token is verified once, and known until it ends', async (context) => {
  const { pass, verify, sign } = await startWorld(context)
  const token = await sign({ exp: Math.floor(Date.now() / 1000) + 60 })
  // The first read of the keys makes them other keys than before.
  await verify(token)
  const first = await verify(token)
  assert.equal(await verify(token), first)
  pass(64_000)
  assert.equal(await verify(token), first)
  pass(2_000)
  await assert.rejects(verify(token), UNAUTHENTICATED)
})

test('a known token ends when its key is withdrawn, though nobody sends a new one', async (context) => {
  const { issuer, published, pass, verify, sign } = await startWorld(context)
  const token = await sign()
  await verify(token)
  await verify(token)
  await issuer.rotate()
  pass(5 * MINUTE)
  const { promise, resolve } = Promise.withResolvers<void>()
  const before = published.version()
  const look = (): void => (published.version() === before ? void setImmediate(look) : resolve())
  look()
  await promise
  await assert.rejects(verify(token), UNAUTHENTICATED)
})

test('a known token ends with the access of its client, and is good again when that is given back', async (context) => {
  const revoked = new Set<string>()
  let changed: (clientIds: readonly string[]) => void = () => {}
  const access = createAccess(undefined, {
    has: (id) => revoked.has(id),
    onChange: (listener) => {
      changed = listener
    },
  })
  const { verify, sign } = await startWorld(context, access)
  const token = await sign()
  await verify(token)
  revoked.add('app')
  changed(['app'])
  await assert.rejects(verify(token), UNAUTHENTICATED)
  await verify(await sign({ client_id: 'other' }))
  revoked.clear()
  changed(['app'])
  await verify(token)
})

test('several issuers come from a file, and the development issuer is none of them', async (context) => {
  const directory = mkdtempSync(join(tmpdir(), 'weft-issuers-'))
  context.after(() => rmSync(directory, { recursive: true }))
  const issuers = [await startIssuer(), await startIssuer()]
  context.after(async () => {
    for (const issuer of issuers) await issuer[Symbol.asyncDispose]()
  })
  const file = join(directory, 'issuers.yaml')
  const open = (content: unknown, environment: Record<string, string> = {}) => {
    writeFileSync(file, JSON.stringify(content))
    const settings = readSettings({
      environment: { AUTH_ISSUERS_FILE: file, DATA_DIRECTORY: directory, ...environment },
      file: {},
    })
    return openIssuers(settings, { clock: { now: () => new Date() }, logger: silentLogger })
  }
  const entries = issuers.map(({ name, jwksUrl }, index) => ({
    issuer: name,
    jwksUrl,
    audience: `api-${index}`,
  }))
  const { trusted, development } = await open({ issuers: entries }, { HOST: '0.0.0.0' })
  assert.equal(development, undefined)
  const verify = createTokenVerifier(trusted, { now: () => new Date() })
  for (const [index, issuer] of issuers.entries()) {
    await verify(`Bearer ${await issuer.sign({ aud: `api-${index}` })}`)
    await assert.rejects(verify(`Bearer ${await issuer.sign({ aud: `api-${1 - index}` })}`), UNAUTHENTICATED)
  }
  for (const refused of [
    {},
    { issuers: [] },
    { issuers: [entries[0], entries[0]] },
    { issuers: [{ ...entries[0], jwksUrl: 'http://elsewhere.example/jwks' }] },
    { issuers: [{ ...entries[0], algorithms: ['HS256'] }] },
  ])
    await assert.rejects(open(refused), { code: 'INVALID_SETTING' })
})

test('the development issuer refuses to exist where a network could reach it', async () => {
  const settings = { ...readSettings({ environment: {}, file: {} }), host: '0.0.0.0' }
  await assert.rejects(openIssuers(settings, { clock: { now: () => new Date() }, logger: silentLogger }), {
    code: 'INVALID_SETTING',
  })
  for (const environment of [
    { HOST: '0.0.0.0' },
    { AUTH_ISSUER: 'https://a.example', AUTH_JWKS_URL: 'https://a.example/jwks', AUTH_ISSUERS_FILE: 'x' },
  ])
    assert.throws(() => readSettings({ environment, file: {} }), { code: 'INVALID_SETTING' })
})
