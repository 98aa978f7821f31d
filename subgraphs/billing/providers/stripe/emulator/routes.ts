import type { EmulatorContext, EmulatorRequest, Route } from '#shared/emulator/emulator.ts'
import { CONTROL_ROUTES } from './control.ts'
import { invalid, missingParameter, noSuch } from './errors.ts'
import { listEndpoints, retrieveEndpoint } from './events/endpoints.ts'
import { expand } from './expand.ts'
import { parseForm, type Params, textOf } from './form.ts'
import { guarded } from './guard.ts'
import { assertKnown, expandOf, LIST_PARAMS, limitOf, pageOf } from './lists.ts'
import { filterOf, RESOURCES, type Resource } from './resources.ts'
import { indexedRows, matchesQuery, parseQuery, SEARCH_FIELDS } from './search.ts'
import { type CollectionName, findById, type Row, type State } from './state.ts'
import { WRITE_ROUTES } from './write/routes.ts'

type Answer = (params: Params, request: EmulatorRequest, context: EmulatorContext<State>) => object

/** Stripe's API, v1: reads by the table of resources, writes by their own routes. */
export function createRoutes(): Route<State>[] {
  return [
    ...CONTROL_ROUTES,
    ...RESOURCES.flatMap(routesOf),
    ...PARTS.map(partRoute),
    route('/v1/webhook_endpoints/:id', (_params, { params }, context) =>
      retrieveEndpoint(params.id ?? '', context),
    ),
    route('/v1/webhook_endpoints', (params, _request, context) => listEndpoints(params, context)),
    ...WRITE_ROUTES,
  ]
}

/** A list below a record's own path. */
interface Part {
  path: string
  owners: CollectionName
  name: CollectionName
  isPart(row: Row, ownerId: string, state: State): boolean
}

const ofCustomer = ({ customer }: Row, id: string): boolean => customer === id

const PARTS: readonly Part[] = [
  { path: '/v1/customers/:id/tax_ids', owners: 'customers', name: 'tax_ids', isPart: ofCustomer },
  {
    path: '/v1/customers/:id/payment_methods',
    owners: 'customers',
    name: 'payment_methods',
    isPart: ofCustomer,
  },
  {
    path: '/v1/customers/:id/balance_transactions',
    owners: 'customers',
    name: 'customer_balance_transactions',
    isPart: ofCustomer,
  },
  {
    path: '/v1/invoices/:id/lines',
    owners: 'invoices',
    name: 'line_items',
    isPart: ({ invoice }, id) => invoice === id,
  },
  {
    path: '/v1/credit_notes/:id/lines',
    owners: 'credit_notes',
    name: 'credit_note_line_items',
    isPart: (row, id, state) => state.noteOfLine.get(row.id) === id,
  },
  {
    path: '/v1/products/:id/features',
    owners: 'products',
    name: 'product_features',
    isPart: (row, id, state) => state.productOfFeature.get(row.id) === id,
  },
]

function routesOf(resource: Resource): Route<State>[] {
  const path = `/v1/${resource.path}`
  return [
    ...(SEARCH_FIELDS[resource.path]
      ? [route(`${path}/search`, (params, _request, context) => search(resource, params, context))]
      : []),
    route(`${path}/:id`, (params, request, context) => retrieve(resource, params, request, context)),
    route(path, (params, _request, context) => list(resource, params, context)),
  ]
}

function route(path: string, answer: Answer): Route<State> {
  return {
    method: 'GET',
    path,
    answer: (request, context) =>
      guarded(`GET ${path}`, request, context, () => ({
        status: 200,
        body: answer(parseForm(request.query), request, context),
      })),
  }
}

function list(resource: Resource, params: Params, context: EmulatorContext<State>): object {
  const { state } = context
  assertKnown(params, [...LIST_PARAMS, ...Object.keys(resource.filters)])
  const { collection: name, path } = resource
  if (name === 'events') countPending(context)
  const keep = filterOf(resource, params, state)
  const page = pageOf({ name, rows: state.collections[name] }, keep, params, `/v1/${path}`)
  return expand(page, expandOf(params), state)
}

function retrieve(
  resource: Resource,
  params: Params,
  request: EmulatorRequest,
  context: EmulatorContext<State>,
): object {
  assertKnown(params, ['expand'])
  if (resource.collection === 'events') countPending(context)
  const row = find(context.state, resource.collection, request.params.id ?? '')
  return row.deleted ? row : expand(row, expandOf(params), context.state)
}

/** Brings up to date how many endpoints have not taken an event yet. */
function countPending({ state, webhooks }: EmulatorContext<State>): void {
  for (const event of state.collections.events)
    if (event.pending_webhooks !== 0)
      event.pending_webhooks = webhooks
        .deliveries(event.id)
        .filter(({ status }) => status !== 'delivered').length
}

/** A deleted record is still told of by its id. */
function find(state: State, collection: CollectionName, id: string): Row {
  const row = findById(state, id)
  if (row && state.collections[collection].includes(row)) return row
  const deleted = state.deleted.get(id)
  if (deleted && `${deleted.object}s` === collection) return deleted
  throw noSuch(collection, id, 'id', 404)
}

function partRoute({ path, owners, name, isPart }: Part): Route<State> {
  return route(path, (params, request, { state }) => {
    assertKnown(params, LIST_PARAMS)
    const id = request.params.id ?? ''
    find(state, owners, id)
    const rows = state.collections[name].filter((row) => isPart(row, id, state))
    return expand(
      pageOf({ name, rows }, () => true, params, request.path),
      expandOf(params),
      state,
    )
  })
}

function search(resource: Resource, params: Params, { state, now }: EmulatorContext<State>): object {
  assertKnown(params, ['query', 'limit', 'page', 'expand'])
  const text = textOf(params, 'query')
  if (text === undefined) throw missingParameter('query')
  const query = parseQuery(resource.path, text)
  const found = indexedRows(state, resource.collection, now().getTime()).filter((row) =>
    matchesQuery(row, query),
  )
  const start = startOf(textOf(params, 'page'))
  const end = start + limitOf(params)
  const hasMore = end < found.length
  const countIsAsked = expandOf(params).includes('total_count')
  const answer = {
    object: 'search_result',
    url: `/v1/${resource.path}/search`,
    has_more: hasMore,
    next_page: hasMore ? Buffer.from(`offset:${end}`).toString('base64') : null,
    data: found.slice(start, end),
    ...(countIsAsked ? { total_count: found.length } : {}),
  }
  return expand(
    answer,
    expandOf(params).filter((path) => path !== 'total_count'),
    state,
  )
}

function startOf(page: string | undefined): number {
  if (page === undefined) return 0
  const match = /^offset:(\d+)$/.exec(Buffer.from(page, 'base64').toString('utf8'))
  if (!match) throw invalid('Invalid page token.', 'page')
  return Number(match[1])
}
