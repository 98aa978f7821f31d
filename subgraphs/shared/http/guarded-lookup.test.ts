import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { kindOfAddress } from '../connections/network-address.ts'
import { silentLogger } from '../telemetry/logger.ts'
import { createGuardedLookup, type NameResolver } from './guarded-lookup.ts'
import { createVendorHttp } from './vendor-http.ts'

/** A name server that answers with these addresses, whatever it is asked. */
const answering =
  (...addresses: string[]): NameResolver =>
  (_, __, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

for (const [address, kind] of [
  ['8.8.8.8', 'public'],
  ['2001:4860:4860::8888', 'public'],
  ['127.0.0.1', 'loopback'],
  ['127.255.0.1', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['10.0.0.1', 'private'],
  ['172.15.255.255', 'public'],
  ['172.16.0.1', 'private'],
  ['192.168.255.255', 'private'],
  ['fd00::1', 'private'],
  ['169.254.169.254', 'forbidden'],
  ['100.100.100.200', 'forbidden'],
  ['fe80::1%eth0', 'forbidden'],
  ['::ffff:169.254.169.254', 'forbidden'],
  ['::169.254.169.254', 'forbidden'],
  ['2002:a9fe:a9fe::', 'forbidden'],
  ['64:ff9b::169.254.169.254', 'forbidden'],
  ['0.0.0.0', 'forbidden'],
  ['::', 'forbidden'],
  ['239.1.2.3', 'forbidden'],
  ['ff02::1', 'forbidden'],
  ['nonsense', 'forbidden'],
  ['', 'forbidden'],
] as const) {
  test(`${address || 'nothing'} is ${kind}`, () => assert.equal(kindOfAddress(address), kind))
}

const LOOKUPS: [title: string, host: string, addresses: string[], isAllowed: boolean, allowed?: boolean][] = [
  ['a name of a public host', 'crm.example.com', ['93.184.216.34'], true],
  ['a name of this machine', 'crm.example.com', ['127.0.0.1'], false],
  ['localhost', 'localhost', ['127.0.0.1', '::1'], true],
  ['localhost that leads elsewhere', 'localhost', ['10.0.0.1'], false],
  ['a name of a private host', 'crm.example.com', ['10.0.0.1'], false],
  ['a name of a private host where that is allowed', 'crm.example.com', ['10.0.0.1'], true, true],
  ['a name of a cloud’s credentials', 'crm.example.com', ['169.254.169.254'], false, true],
  ['a name with one bad address among good ones', 'crm.example.com', ['93.184.216.34', '127.0.0.1'], false],
  ['a name of nothing', 'crm.example.com', [], false],
]
for (const [title, host, addresses, isAllowed, allowPrivateNetwork = false] of LOOKUPS) {
  test(`${title} is ${isAllowed ? 'called' : 'refused'}`, async () => {
    const lookup = createGuardedLookup(allowPrivateNetwork, answering(...addresses))
    const found = await new Promise((resolve) =>
      lookup(host, { all: true }, (error, answer) => resolve(error ?? answer)),
    )
    if (isAllowed)
      assert.deepEqual(
        (found as { address: string }[]).map(({ address }) => address),
        addresses,
      )
    else assert.equal((found as { code?: string }).code, 'FORBIDDEN_ADDRESS')
  })
}

test('a name that was public and leads to this machine when it is asked again is not called', async (context) => {
  let received = 0
  const server = createServer((_, response) => {
    received += 1
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const http = createVendorHttp(
    {
      id: 'crm-one',
      name: 'CRM',
      vendor: 'acme',
      domain: 'CRM',
      environment: 'PRODUCTION',
      baseUrl: `http://rebound.example.com:${port}`,
      credentials: {},
      fields: {},
      timeoutMs: 5_000,
    },
    silentLogger,
    answering('127.0.0.1'),
  )
  context.after(async () => {
    await http.close()
    server.close()
  })
  const call = { correlationId: 'c-1', signal: new AbortController().signal }
  await assert.rejects(http.send({ method: 'GET', path: '/' }, call), {
    code: 'SYSTEM_UNAVAILABLE',
    message: 'the system could not be reached',
    facts: { system: 'crm-one' },
  })
  assert.equal(received, 0)
})
