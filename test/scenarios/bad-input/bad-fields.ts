import type { ErrorCode } from '#shared/errors.ts'
import { encodeCursor } from '#shared/page.ts'

/** A field asked for with a value that it does not take. */
export interface BadField {
  /** As it stands in the operation, without an alias. */
  field: string
  code: ErrorCode
  /** What the message must name. */
  names: RegExp
}

const MINTED_BY_NOBODY = '01KEY0000000000000000000QQ'

/** Roots that take an id, and the name of what it must be the id of. */
const ROOTS: Readonly<Record<string, string>> = {
  customer: 'Customer',
  contract: 'Contract',
  opportunity: 'Opportunity',
  invoice: 'Invoice',
  case: 'Case',
  order: 'Order',
  businessUnit: 'BusinessUnit',
}

const badIds: BadField[] = Object.entries(ROOTS).flatMap(([root, type]) =>
  ['', 'nonsense', `pay_${MINTED_BY_NOBODY}`, `pay_${MINTED_BY_NOBODY}`.toLowerCase()].map((id) => ({
    field: `${root}(id: ${JSON.stringify(id)}) { __typename }`,
    code: 'INVALID_ID',
    names: new RegExp(`not the id of a ${type}: ${JSON.stringify(id)}`),
  })),
)

/** Names of digits and letters that only look like ours. */
const lookAlikes: BadField[] = ['cus_０１KEY0000000000000000000QQ', 'сus_01KEY0000000000000000000QQ'].map(
  (id) => ({
    field: `node(id: "${id}") { __typename }`,
    code: 'INVALID_ID',
    names: /^not an id/,
  }),
)

const badArguments: BadField[] = [
  { field: 'customer { displayName }', code: 'INVALID_ARGUMENT', names: /id or externalRef/ },
  {
    field:
      'customer(externalRef: { systemId: "crm-nobody", objectType: "Account", externalId: "1" }) { displayName }',
    code: 'INVALID_ARGUMENT',
    names: /no system "crm-nobody"/,
  },
  {
    field: 'customers(filter: { text: "" }) { nodes { id } }',
    code: 'INVALID_ARGUMENT',
    names: /filter.text/,
  },
  {
    field: `customers(filter: { text: "${'x'.repeat(201)}" }) { nodes { id } }`,
    code: 'INVALID_ARGUMENT',
    names: /filter.text/,
  },
  {
    field: 'customers(filter: { businessUnitIds: ["emea"] }) { nodes { id } }',
    code: 'INVALID_ID',
    names: /BusinessUnit: "emea"/,
  },
  { field: 'customers(first: 0) { nodes { id } }', code: 'PAGE_TOO_LARGE', names: /first .* not 0/ },
  {
    field: 'customers(after: "bm9uc2Vuc2U") { nodes { id } }',
    code: 'INVALID_CURSOR',
    names: /cursor of Query.customers/,
  },
  {
    field: 'checkEntitlement(customerId: "nobody") { outcome }',
    code: 'INVALID_ID',
    names: /Customer: "nobody"/,
  },
]

/** What is asked of every system, or of the crosswalk, with a bad value. */
export const BAD_ROOTS: readonly BadField[] = [...badIds, ...lookAlikes, ...badArguments]

/** Lists of a customer, and a cursor of each that nobody ever got: its own kind, another place. */
const LISTS: Readonly<Record<string, string>> = {
  contacts: "2026-11-24T09:00:00.000Z/x' OR Id != '",
  contracts: '2026-99-24T09:00:00.000Z/800000000000001AAA',
  opportunities: '2026-11-24T09:00:00.000Z/',
  quotes: 'yesterday',
  subscriptions: '{}',
  invoices: '{"billing-stripe\\n1":7}',
  payments: '["pi_1"]',
  cases: '2026-11-24T09:00:00.000Z/x^ORstate=1',
  orders: '2026-11-24T09:00:00.000Z/1 OR 1=1',
  entitlements: 'x|y|z',
  children: 'x',
}

/** The same of one customer's lists. */
export const BAD_LISTS: readonly BadField[] = Object.entries(LISTS).flatMap(([list, place]) => {
  const kind = `Customer.${list}`
  const asked = (page: string) => `${list}(${page}) { pageInfo { hasNextPage } }`
  const cursors = ['', 'nonsense', encodeCursor('Customer.parents', place), encodeCursor(kind, place)]
  return [
    ...[0, -1, 101, 2_147_483_647].map(
      (first): BadField => ({
        field: asked(`first: ${first}`),
        code: 'PAGE_TOO_LARGE',
        names: new RegExp(`first .* not ${first}$`),
      }),
    ),
    ...cursors.map(
      (cursor): BadField => ({
        field: asked(`first: 1, after: "${cursor}"`),
        code: 'INVALID_CURSOR',
        names: /cursor/,
      }),
    ),
  ]
})
