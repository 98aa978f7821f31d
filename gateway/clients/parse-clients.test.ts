import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { stringify } from 'yaml'
import { DEMO_ROLES } from '../auth/demo-roles.ts'
import { DEFAULT_BUDGETS } from './client.ts'
import { createClientRegistry } from './client-registry.ts'
import { DEMO_CLIENTS_FILE } from './demo-clients.ts'
import { readClients } from './parse-clients.ts'
import { hashOfDocument } from './read-documents.ts'

const CUSTOMER = 'cus_01K8ZC4M2V7Q9T3B5N6R8W0XYE'
const ENTRY = { id: 'acme', kind: 'PARTNER', name: 'Acme', scopes: ['invoice:read'] }
const QUERY = '{ customers { nodes { id } } }'

describe('the file of clients', () => {
  let directory: string
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'weft-clients-'))
    mkdirSync(path.join(directory, 'acme'))
    writeFileSync(path.join(directory, 'acme', 'customers.graphql'), `${QUERY}\n`)
    writeFileSync(path.join(directory, 'acme', 'README.md'), 'not a document')
  })
  after(() => rmSync(directory, { recursive: true }))

  let count = 0
  function read(content: unknown) {
    count += 1
    const file = path.join(directory, `${count}.yaml`)
    writeFileSync(file, typeof content === 'string' ? content : stringify(content))
    return readClients(file)
  }

  test('says who may ask for what, with defaults of its kind for the rest', () => {
    assert.deepEqual(read({ clients: [ENTRY] }), [
      {
        ...ENTRY,
        issuer: undefined,
        contact: undefined,
        scopes: new Set(['invoice:read']),
        rows: { customerIds: undefined, businessUnits: undefined },
        budgets: DEFAULT_BUDGETS.PARTNER,
        documents: new Map(),
      },
    ])
  })

  test('says whose records, how much, and by which documents', () => {
    const [client] = read({
      clients: [
        {
          ...ENTRY,
          issuer: 'https://issuer.example',
          contact: 'it@acme.example',
          rows: { customerIds: [CUSTOMER], businessUnits: ['emea'] },
          budgets: { cost: { perMinute: 1000 }, requests: { perMinute: 60, bucket: 10 }, sockets: 2 },
          documents: 'acme',
        },
      ],
    })
    assert.deepEqual(client?.rows, { customerIds: [CUSTOMER], businessUnits: ['emea'] })
    assert.deepEqual(client.budgets, {
      cost: { perMinute: 1000, bucket: 2000 },
      requests: { perMinute: 60, bucket: 10 },
      sockets: 2,
      subscriptions: DEFAULT_BUDGETS.PARTNER.subscriptions,
      perUser: DEFAULT_BUDGETS.PARTNER.perUser,
    })
    assert.deepEqual([...client.documents], [[hashOfDocument(QUERY), QUERY]])
  })

  test('a listed document has the hash that is listed, with or without its last line break', () => {
    for (const text of [QUERY, `${QUERY}\n`]) {
      const documents = [{ sha256: hashOfDocument(text), file: 'acme/customers.graphql' }]
      const [client] = read({ clients: [{ ...ENTRY, documents }] })
      assert.deepEqual([...(client?.documents.values() ?? [])], [text])
    }
  })

  const refused: [title: string, content: unknown, problem: RegExp][] = [
    ['no YAML', 'clients: [', /not YAML/],
    ['no list', {}, /clients: /],
    ['an unknown word', { clients: [{ ...ENTRY, scope: 'x' }] }, /client acme: .*scope/],
    ['no scopes', { clients: [{ ...ENTRY, scopes: undefined }] }, /client acme: scopes: /],
    ['a scope that is none', { clients: [{ ...ENTRY, scopes: ['read all'] }] }, /noun:verb/],
    ['an unknown kind', { clients: [{ ...ENTRY, kind: 'FRIEND' }] }, /client acme: kind: /],
    ['an id twice', { clients: [ENTRY, ENTRY] }, /client acme: the id is used twice/],
    ['an entry without an id', { clients: [{ ...ENTRY, id: undefined }] }, /client number 1: id: /],
    [
      'a customer that is none',
      { clients: [{ ...ENTRY, rows: { customerIds: ['inv_1'] } }] },
      /not the id of a customer/,
    ],
    ['a budget of nothing', { clients: [{ ...ENTRY, budgets: { sockets: 0 } }] }, /budgets: sockets/],
    ['a folder that is not there', { clients: [{ ...ENTRY, documents: 'no' }] }, /client acme: .*ENOENT/],
    [
      'a document with another hash',
      { clients: [{ ...ENTRY, documents: [{ sha256: 'a'.repeat(64), file: 'acme/customers.graphql' }] }] },
      /does not have the hash/,
    ],
  ]
  for (const [title, content, message] of refused) {
    test(`${title} is refused by name`, () => {
      assert.throws(() => read(content), { code: 'INVALID_SETTING', message })
    })
  }

  test('every entry that is wrong is told with its line', () => {
    const text = `clients:
  - id: acme
    kind: PARTNER
    name: Acme
    scopes: [invoice:read]
  - id: globex
    kind: FRIEND
    name: Globex
    scopes: [invoice:read]
  - id: initech
    kind: STAFF
    scopes: []
`
    assert.throws(() => read(text), {
      message: /line 7: client globex: kind: .*; line 10: client initech: name: /,
    })
    assert.throws(() => read(`${text}    scopes: [a:b]\n`), { message: /line 13: not YAML/ })
    const twice = text
      .slice(0, text.indexOf('  - id: globex'))
      .concat(text.slice(text.indexOf('  - id: acme'), text.indexOf('  - id: globex')))
    assert.throws(() => read(twice), { message: /line 6: client acme: the id is used twice/ })
  })

  test('a client is of the issuer that it names, or of the only one', () => {
    const clients = read({ clients: [ENTRY, { ...ENTRY, id: 'globex', issuer: 'https://b' }] })
    assert.throws(() => createClientRegistry(clients, ['https://a', 'https://b']), {
      message: /client acme: say its issuer/,
    })
    assert.throws(() => createClientRegistry(clients, ['https://a']), {
      message: /client globex: https:\/\/b is not trusted/,
    })
    const registry = createClientRegistry(clients, ['https://b'])
    assert.equal(registry.find('acme', 'https://b')?.id, 'acme')
    assert.equal(registry.find('globex', 'https://b')?.id, 'globex')
    assert.equal(registry.find('globex', 'https://a'), undefined)
    assert.equal(registry.find('initech', 'https://b'), undefined)
  })
})

test("the demo's clients may ask for all that the demo's roles say", () => {
  const scopes = new Set(readClients(DEMO_CLIENTS_FILE).flatMap((client) => [...client.scopes]))
  for (const role of Object.values(DEMO_ROLES))
    for (const scope of role.scopes) assert.ok(scopes.has(scope), scope)
})
