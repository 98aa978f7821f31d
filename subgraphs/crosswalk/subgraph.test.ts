import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { EVERYTHING, openTestGraph } from './graph.test-support.ts'

const { ask, answer, codesOf, idOf, crosswalk, close } = await openTestGraph()
after(close)

test('a customer is found by id and by native record, with its links', async () => {
  const id = await idOf('A')
  const fields = `displayName createdAt updatedAt businessUnit { name region }
    externalRefs { system { id domain } objectType externalId url linkState linkedBy }`
  const byId = await answer(`query ($id: ID) { customer(id: $id) { id ${fields} } }`, { id })
  const ref = { systemId: 'pay-1', objectType: 'customer', externalId: 'a' }
  const byRef = await answer(
    `query ($ref: ExternalRefInput) { customer(externalRef: $ref) { id ${fields} } }`,
    { ref },
  )
  assert.deepEqual(byRef, byId)
  const { createdAt: _, ...customer } = byId.customer as Record<string, unknown>
  const link = { linkState: 'ACTIVE', linkedBy: 'EXTERNAL_ID_FIELD' }
  assert.deepEqual(customer, {
    id,
    displayName: 'Acme',
    updatedAt: '2026-11-01T00:00:00.000Z',
    businessUnit: { name: 'Americas', region: 'AMER' },
    externalRefs: [
      { system: { id: 'crm-1', domain: 'CRM' }, objectType: 'Account', externalId: 'A', url: null, ...link },
      {
        system: { id: 'pay-1', domain: 'BILLING' },
        objectType: 'customer',
        externalId: 'a',
        url: 'https://pay.example/a',
        ...link,
      },
    ],
  })
})

const UNKNOWN_ID = 'cus_00000000000000000000000000'
const refusals: [string, string, string][] = [
  ['neither id nor externalRef', '{ customer { id } }', 'INVALID_ARGUMENT'],
  ['an id of another type', '{ customer(id: "inv_00000000000000000000000000") { id } }', 'INVALID_ID'],
  ['an id that is none', '{ node(id: "42") { id } }', 'INVALID_ID'],
  [
    'a system that is not there',
    '{ customer(externalRef: { systemId: "x", objectType: "y", externalId: "z" }) { id } }',
    'INVALID_ARGUMENT',
  ],
  ['a page of 101', '{ customers(first: 101) { nodes { id } } }', 'PAGE_TOO_LARGE'],
  ['a page of none', '{ customers(first: 0) { nodes { id } } }', 'PAGE_TOO_LARGE'],
  ['a made up cursor', '{ customers(after: "abc") { nodes { id } } }', 'INVALID_CURSOR'],
  ['an empty text', '{ customers(filter: { text: " " }) { nodes { id } } }', 'INVALID_ARGUMENT'],
  [
    'a unit that is an id of another type',
    `{ customers(filter: { businessUnitIds: ["${UNKNOWN_ID}"] }) { nodes { id } } }`,
    'INVALID_ID',
  ],
]
for (const [what, query, code] of refusals)
  test(`${what} is refused with ${code}`, async () => assert.deepEqual(await codesOf(query), [code]))

test('an unknown id is null, and a malformed one among many costs its own place', async () => {
  assert.deepEqual(
    await answer(`{ customer(id: "${UNKNOWN_ID}") { id } node(id: "${UNKNOWN_ID}") { id } }`),
    {
      customer: null,
      node: null,
    },
  )
  const id = await idOf('A')
  const { data, errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
    ids: [UNKNOWN_ID, 'nonsense', id],
  })
  assert.deepEqual(data, { nodes: [null, null, { __typename: 'Customer', id }] })
  assert.deepEqual(
    errors?.map(({ path }) => path),
    [['nodes', 1]],
  )
})

/** All names of a list, read in pages. */
async function walk(args: string, first: number): Promise<string[]> {
  const names: string[] = []
  let after: string | null = null
  do {
    const query = `query ($after: String) { customers(first: ${first}, after: $after, ${args}) {
      nodes { displayName } pageInfo { hasNextPage endCursor } } }`
    const { customers } = (await answer(query, { after })) as {
      customers: { nodes: { displayName: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    }
    names.push(...customers.nodes.map(({ displayName }) => displayName))
    after = customers.pageInfo.hasNextPage ? customers.pageInfo.endCursor : null
  } while (after !== null)
  return names
}

for (const size of [1, 2, 6]) {
  test(`pages of ${size} show every customer once, in order, ties included`, async () => {
    const byName = await walk('sort: NAME_ASC', size)
    assert.deepEqual(
      byName.map((name) => name.toLowerCase()),
      ['100%_pure', 'acme', 'ærø ferries', 'same', 'same', 'same'],
    )
    const byChange = await walk('sort: UPDATED_DESC', size)
    assert.deepEqual([byChange[0], byChange.at(-1)], ['Ærø Ferries', 'Acme'])
    assert.deepEqual(byChange.toSorted(), byName.toSorted())
  })
}

test('a cursor of one order is refused in the other', async () => {
  const { customers } = (await answer('{ customers(first: 1) { pageInfo { endCursor } } }')) as {
    customers: { pageInfo: { endCursor: string } }
  }
  const query = 'query ($after: String) { customers(sort: UPDATED_DESC, after: $after) { nodes { id } } }'
  assert.deepEqual(await codesOf(query, { after: customers.pageInfo.endCursor }), ['INVALID_CURSOR'])
})

const filters: [string, string[]][] = [
  ['text: "aero"', ['Ærø Ferries']],
  ['text: "ÆRØ"', ['Ærø Ferries']],
  ['text: "%_"', ['100%_Pure']],
  ['text: "a_me"', []],
  ['updatedAfter: "2026-11-02T12:00:00+00:00"', ['Ærø Ferries']],
  ['statuses: []', ['100%_Pure', 'Acme', 'Ærø Ferries']],
  ['statuses: [ACTIVE]', ['Ærø Ferries']],
  ['statuses: [ACTIVE, CHURNED]', ['100%_Pure', 'Ærø Ferries']],
  ['statuses: [UNKNOWN]', ['Acme']],
  ['statuses: [PROSPECT]', []],
]
for (const [filter, names] of filters)
  test(`customers with ${filter}`, async () => {
    const found = await walk(`filter: { ${filter} }`, 20)
    assert.deepEqual(
      found.filter((name) => name.toLowerCase() !== 'same'),
      names,
    )
  })

test('customers of a business unit, and the units themselves', async () => {
  const { businessUnits: units } = (await answer(
    '{ businessUnits { nodes { id name parent { name } externalRefs { externalId } } } }',
  )) as { businessUnits: { nodes: { id: string }[] } }
  const [americas, emea] = units.nodes
  assert.deepEqual(emea, { id: emea?.id, name: 'Europe', parent: { name: 'Americas' }, externalRefs: [] })
  const query =
    'query ($ids: [ID!]) { customers(filter: { businessUnitIds: $ids }) { nodes { displayName } } }'
  assert.deepEqual(await answer(query, { ids: [americas?.id] }), {
    customers: { nodes: [{ displayName: 'Acme' }] },
  })
  const { businessUnit } = await answer('query ($id: ID!) { businessUnit(id: $id) { name } }', {
    id: emea?.id,
  })
  assert.deepEqual(businessUnit, { name: 'Europe' })
})

test('children are listed below their parent', async () => {
  const { customer } = await answer(
    'query ($id: ID) { customer(id: $id) { children(first: 2) { nodes { displayName } pageInfo { hasNextPage } } } }',
    { id: await idOf('A') },
  )
  const { children } = customer as { children: { nodes: unknown[]; pageInfo: object } }
  assert.equal(children.nodes.length, 2)
  assert.deepEqual(children.pageInfo, { hasNextPage: true })
})

test('systems are named from the configuration, without asking them', async () => {
  assert.deepEqual(await answer('{ systems { system { id domain } circuit budget { kind } apiVersion } }'), {
    systems: [
      { system: { id: 'crm-1', domain: 'CRM' }, circuit: 'CLOSED', budget: null, apiVersion: null },
      { system: { id: 'pay-1', domain: 'BILLING' }, circuit: 'CLOSED', budget: null, apiVersion: null },
    ],
  })
})

test('a caller limited to some customers or units sees nothing else, by whatever way', async () => {
  const [own, other] = [await idOf('A'), await idOf('B')]
  const query = `query ($own: ID!, $other: ID!, $invoice: ID!) {
    own: customer(id: $own) { displayName } other: customer(id: $other) { displayName }
    node(id: $other) { id } invoice: node(id: $invoice) { id }
    check: checkEntitlement(customerId: $other) { customerId }
    customers { nodes { displayName } } }`
  const [invoice] = await crosswalk.ensureIds('Invoice', [
    { connectionId: 'pay-1', objectType: 'invoice', nativeId: 'i' },
  ])
  const seen = {
    own: { displayName: 'Acme' },
    other: null,
    node: null,
    invoice: null,
    check: null,
    customers: { nodes: [{ displayName: 'Acme' }] },
  }
  const variables = { own, other, invoice }
  const limits = [{ customerIds: [own] }, { businessUnits: ['americas'] }]
  for (const limit of limits)
    assert.deepEqual(await answer(query, variables, { caller: { ...EVERYTHING, ...limit } }), seen)
})

test('who is there for some customers sees the units of these alone, and not how systems do', async () => {
  const { businessUnits: units } = (await answer('{ businessUnits { nodes { id } } }')) as {
    businessUnits: { nodes: { id: string }[] }
  }
  const variables = { ids: units.nodes.map(({ id }) => id), emea: units.nodes[1]?.id }
  const query = `query ($ids: [ID!]!, $emea: ID!) { businessUnits { nodes { name parent { name } } }
    businessUnit(id: $emea) { name } nodes(ids: $ids) { ... on BusinessUnit { name } } }`
  const seenBy = (...customerIds: string[]) => {
    const caller = { ...EVERYTHING, customerIds }
    return answer(query, variables, { caller })
  }
  const americas = { name: 'Americas' }
  assert.deepEqual(await seenBy(await idOf('A')), {
    businessUnits: { nodes: [{ ...americas, parent: null }] },
    businessUnit: null,
    nodes: [americas, null],
  })
  assert.deepEqual(await seenBy(await idOf('B')), {
    businessUnits: { nodes: [{ name: 'Europe', parent: null }] },
    businessUnit: { name: 'Europe' },
    nodes: [null, { name: 'Europe' }],
  })
  assert.deepEqual(await seenBy(), { businessUnits: { nodes: [] }, businessUnit: null, nodes: [null, null] })
  const caller = { ...EVERYTHING, customerIds: [await idOf('A')] }
  assert.deepEqual(await codesOf('{ systems { circuit } }', {}, { caller }), ['FORBIDDEN'])
})

test('a bare id of an invoice asks for the scope that the edge to it asks for', async () => {
  const [id] = await crosswalk.ensureIds('Invoice', [
    { connectionId: 'pay-1', objectType: 'invoice', nativeId: 'i' },
  ])
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }'
  assert.deepEqual(await answer(query, { id }), { node: { __typename: 'Invoice', id } })
  const caller = { ...EVERYTHING, scopes: new Set<string>() }
  assert.deepEqual(await answer(query, { id }, { caller }), { node: null })
})
