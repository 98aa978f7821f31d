import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ERRORS } from '#shared/errors.ts'
import { encodeCursor } from '#shared/page.ts'
import { startWorld, type World } from '../../support/world.ts'

/** What somebody puts into an id, a cursor or a text who hopes that it is read as something else. */
const VALUES: Readonly<Record<string, string>> = {
  nothing: '',
  blanks: ' \t\n',
  'a character of nothing': 'a\u0000b',
  'half a character': 'a\ud800b',
  'text that runs backwards': '\u202eevil\u202c',
  SQL: "'; drop table crosswalk.links; --",
  SOQL: "x' OR Id != '",
  'an encoded query': 'x^NQsys_idISNOTEMPTY^ORDERBYjavascript:gs.log(1)',
  'a search of Stripe': "x' OR created>0 OR name~'a",
  'a path upwards': '../../../etc/passwd',
  JSON: '{"$ne":null}',
  'a property of every object': '__proto__',
  'a line break in a header': 'x\r\nSet-Cookie: a=b',
  'a negative number': '-1',
  'no number': 'NaN',
  'a number beyond all': '9'.repeat(400),
  'a date that is none': '2026-13-45T99:99:99Z',
  'a hundred thousand letters': 'x'.repeat(100_000),
}

/** What a hostile value may be told: that it is one, never that we or a system stumbled over it. */
const REFUSALS = new Set([
  'INVALID_ID',
  'INVALID_CURSOR',
  'INVALID_ARGUMENT',
  'LIMIT_EXCEEDED',
  'BAD_REQUEST',
])

const LISTS = [
  'cases',
  'children',
  'contacts',
  'contracts',
  'entitlements',
  'invoices',
  'opportunities',
  'orders',
  'payments',
  'quotes',
  'subscriptions',
]

/** Every list, each with a cursor of its own. */
const PAGES = `query ($id: ID!, ${['customers', 'businessUnits', ...LISTS].map((name) => `$${name}: String`).join(', ')}) {
  customers(first: 2, after: $customers) { nodes { id } }
  businessUnits(first: 2, after: $businessUnits) { nodes { id } }
  customer(id: $id) { ${LISTS.map((name) => `${name}(first: 2, after: $${name}) { nodes { id } }`).join(' ')} }
}`
const KINDS = {
  customers: 'Query.customers NAME_ASC',
  businessUnits: 'Query.businessUnits',
  ...Object.fromEntries(LISTS.map((name) => [name, `Customer.${name}`])),
}

const ARGUMENTS: Readonly<Record<string, string>> = {
  'the id of a node': 'query ($value: ID!) { node(id: $value) { id } }',
  'one of the ids of nodes': 'query ($value: ID!) { nodes(ids: [$value]) { id } }',
  'the id of a customer': 'query ($value: ID!) { customer(id: $value) { id displayName } }',
  'the id of a business unit': 'query ($value: ID!) { businessUnit(id: $value) { id } }',
  'the customer of a check': 'query ($value: ID!) { checkEntitlement(customerId: $value) { outcome } }',
  'a native id':
    'query ($value: String!) { customer(externalRef: { systemId: "crm-salesforce", objectType: "Account", externalId: $value }) { id } }',
  'the system of a native id':
    'query ($value: ID!) { customer(externalRef: { systemId: $value, objectType: "Account", externalId: "1" }) { id } }',
  'the type of a native record':
    'query ($value: String!) { customer(externalRef: { systemId: "crm-salesforce", objectType: $value, externalId: "1" }) { id } }',
  'a text to search for': 'query ($value: String) { customers(filter: { text: $value }) { nodes { id } } }',
  'the feature of a check':
    'query ($id: ID!, $value: String) { checkEntitlement(customerId: $id, featureKey: $value) { outcome } }',
}

describe('values that are meant to be read as something else', () => {
  let world: World
  let id: string
  before(async () => {
    world = await startWorld()
    id = await world.customerId('Acme Industries')
  })
  after(() => world[Symbol.asyncDispose]())

  /** What went wrong otherwise than by refusing the value: path and code. */
  async function stumbles(query: string, variables: Record<string, unknown>): Promise<string[]> {
    const { errors = [] } = await world.query(query, { id, ...variables })
    return errors
      .filter(({ extensions }) => !REFUSALS.has(String(extensions.code)))
      .map(({ path = [], extensions }) => `${path.join('.')}: ${extensions.code}`)
  }

  for (const [name, value] of Object.entries(VALUES)) {
    test(`${name}, as a cursor or inside one, is refused or names no place, and no system stumbles`, async () => {
      const as = (cursorOf: (kind: string) => string) =>
        Object.fromEntries(Object.entries(KINDS).map(([list, kind]) => [list, cursorOf(kind)]))
      assert.deepEqual(
        await stumbles(
          PAGES,
          as(() => value),
        ),
        [],
      )
      assert.deepEqual(
        await stumbles(
          PAGES,
          as((kind) => encodeCursor(kind, value)),
        ),
        [],
      )
    })
  }

  for (const [what, query] of Object.entries(ARGUMENTS)) {
    test(`as ${what} they are refused or name nothing`, async () => {
      for (const [name, value] of Object.entries(VALUES))
        assert.deepEqual(await stumbles(query, { value }), [], name)
    })
  }

  test('every code that they may have is in the catalogue', () => {
    assert.deepEqual(
      [...REFUSALS].filter((code) => !(code in ERRORS)),
      [],
    )
  })
})
