import assert from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { hashOfDocument } from '#gateway/clients/read-documents.ts'
import { startCommand } from '../../support/started-gateway.ts'
import { createTemporaryDirectory } from '../../support/temporary-store.ts'
import { AUDIENCE, startIssuer } from '../refusals/issuer.ts'

const CUSTOMERS = '{ customers(first: 1) { nodes { id } } }'
const UNFIT = '{ customers(first: 1) { nodes { creditHold } } }'

test('a gateway that began without registered clients serves partners once some are published', async () => {
  await using stack = new AsyncDisposableStack()
  const { path: directory } = stack.use(await createTemporaryDirectory())
  const issuer = stack.use(await startIssuer())
  const settings = {
    ...{ PORT: '0', DATA_DIRECTORY: directory, LOG_LEVEL: 'error' },
    ...{ AUTH_ISSUER: issuer.name, AUTH_JWKS_URL: issuer.jwksUrl, AUTH_AUDIENCE: AUDIENCE },
  }
  const gateway = startCommand(['gateway/main.ts'], settings)
  stack.defer(async () => void (await gateway.interrupt()))
  const url = await gateway.printed(/GraphQL +POST (\S+)\/graphql[\s\S]*faults/)
  const authorization = `Bearer ${await issuer.sign()}`
  const ask = async () => {
    const response = await fetch(`${url}/partner/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ documentId: hashOfDocument(CUSTOMERS) }),
    })
    return { status: response.status, answer: await response.json() }
  }
  const before = (await ask()) as { status: number; answer: { errors: { extensions: { code: string } }[] } }
  assert.deepEqual([before.status, before.answer.errors[0]?.extensions.code], [403, 'FORBIDDEN'])

  const file = path.join(directory, 'clients.json')
  const documents = [CUSTOMERS, UNFIT].map((text, index) => {
    writeFileSync(path.join(directory, `${index}.graphql`), text)
    return { sha256: hashOfDocument(text), file: `${index}.graphql` }
  })
  const partner = { id: 'app', kind: 'PARTNER', name: 'A partner', scopes: ['invoice:read'], documents }
  writeFileSync(file, JSON.stringify({ clients: [partner] }))
  const told = (async () => {
    while (!gateway.stderr().includes('does not fit what partners see'))
      await once(gateway.child.stderr ?? assert.fail(), 'data')
  })()
  const publish = startCommand(['gateway/clients/clients-command.ts', 'publish', file], settings)
  assert.equal(await publish.ended, 0, publish.stderr())
  // What no longer fits is told as soon as it is registered, which is when the partner is served.
  await told
  const { status, answer } = await ask()
  assert.deepEqual([status, (answer as { data: unknown }).data], [200, { customers: { nodes: [] } }])
})
