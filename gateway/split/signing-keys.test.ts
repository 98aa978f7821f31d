import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { systemClock } from '#shared/clock.ts'
import { createCallerSigner } from './sign-caller.ts'
import { openSigningKeys } from './signing-keys.ts'
import {
  createPemKey,
  createStoppedClock,
  PORTAL_USER,
  temporaryFolder,
  writeKeys,
} from './split.test-support.ts'
import { openTrustedKeys } from './trusted-keys.ts'
import { createCallerVerifier } from './verify-caller.ts'

test('without a file, processes of one machine share a key that its owner alone can read', async (context) => {
  const dataDirectory = join(temporaryFolder(context), 'data')
  const [one, other] = await Promise.all([
    openSigningKeys({ file: undefined, dataDirectory }),
    openSigningKeys({ file: undefined, dataDirectory }),
  ])
  assert.equal(one.kid, other.kid)
  const files = readdirSync(dataDirectory)
  assert.deepEqual(files, ['subgraph-signing-key.pem'])
  assert.equal(statSync(join(dataDirectory, files[0] ?? '')).mode & 0o777, 0o600)
})

test('every key of the file is published, without its private half; the first signs', async (context) => {
  const folder = temporaryFolder(context)
  const [old, next] = [createPemKey(), createPemKey()]
  const alone = await openSigningKeys({ file: writeKeys(folder, next), dataDirectory: '' })
  const { kid, jwks } = await openSigningKeys({ file: writeKeys(folder, old, next), dataDirectory: '' })
  assert.deepEqual(
    jwks.keys.map((key) => key.kid),
    [kid, alone.kid],
  )
  assert.ok(jwks.keys.every((key) => !('d' in key)))
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const UNUSABLE: [string, string | undefined, RegExp][] = [
  ['that is not there', undefined, /keys\.pem cannot be read \(ENOENT\)/],
  ['without a key', 'secret', /keys\.pem holds no private key/],
  ['with a key of another kind', String(rsa.export({ type: 'pkcs8', format: 'pem' })), /must hold Ed25519/],
  ['with half a key', createPemKey().replace(/.{8}\n-----END/, '\n-----END'), /must hold Ed25519/],
]
for (const [what, content, message] of UNUSABLE) {
  test(`a file ${what} is refused, by the setting's name and without its content`, async (context) => {
    const file = join(temporaryFolder(context), 'keys.pem')
    if (content !== undefined) writeFileSync(file, content)
    await assert.rejects(openSigningKeys({ file, dataDirectory: '' }), (error: Error & { code: string }) => {
      assert.equal(error.code, 'INVALID_SETTING')
      assert.match(error.message, /^SUBGRAPH_SIGNING_KEY: /)
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /secret|BEGIN/)
      return true
    })
  })
}

/** Keys as a gateway serves them; `publish` changes them. */
async function serveKeys(context: TestContext) {
  let published: unknown = { keys: [] }
  const server = createServer((_, response) => response.end(JSON.stringify(published)))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  context.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { jwks: `http://127.0.0.1:${port}/keys`, publish: (jwks: unknown) => (published = jwks) }
}

async function writeJwksFile(context: TestContext) {
  const jwks = join(temporaryFolder(context), 'jwks.json')
  const publish = (keys: unknown) => writeFileSync(jwks, JSON.stringify(keys))
  publish({ keys: [] })
  return { jwks, publish }
}

for (const [where, open] of [
  ['at a URL', serveKeys],
  ['in a file', writeJwksFile],
] as const) {
  test(`keys are rotated ${where} without a moment in which a token is refused`, async (context) => {
    const folder = temporaryFolder(context)
    const [old, next] = [createPemKey(), createPemKey()]
    const { jwks, publish } = await open(context)
    const gateway = async (...keys: string[]) => {
      const opened = await openSigningKeys({ file: writeKeys(folder, ...keys), dataDirectory: '' })
      publish(opened.jwks)
      return createCallerSigner(opened, systemClock)('crm', PORTAL_USER)
    }
    const before = await gateway(old)
    const clock = createStoppedClock()
    const keys = await openTrustedKeys({ jwks, dataDirectory: '' }, clock)
    const verify = createCallerVerifier({ subgraph: 'crm', keys }, systemClock)
    const tokens = [before, await gateway(old, next), await gateway(next, old)]
    for (const token of tokens) {
      clock.forward(2)
      assert.equal((await verify(`Bearer ${token}`)).subject, 'ann')
    }
  })
}

test("a file with the gateway's keys that cannot be read is refused by the setting's name", async (context) => {
  const jwks = join(temporaryFolder(context), 'jwks.json')
  await assert.rejects(openTrustedKeys({ jwks, dataDirectory: '' }, systemClock), {
    code: 'INVALID_SETTING',
    message: `SUBGRAPH_JWKS: ${jwks} cannot be read (ENOENT)`,
  })
  writeFileSync(jwks, '{"keys":1}')
  await assert.rejects(openTrustedKeys({ jwks, dataDirectory: '' }, systemClock), {
    message: `SUBGRAPH_JWKS: ${jwks} cannot be read (not a JWKS)`,
  })
})
