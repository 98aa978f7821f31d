import type { EmulatorContext, EmulatorRequest, EmulatorResponse, Route } from '#shared/emulator/emulator.ts'
import { authenticate } from './auth.ts'
import { invalid, missingParameter, noSuch, StripeRefusal } from './errors.ts'
import { expand } from './expand.ts'
import { parseForm, type Params, textOf } from './form.ts'
import { assertKnown, expandOf, LIST_PARAMS, limitOf, pageOf } from './lists.ts'
import { filterOf, RESOURCES, type Resource } from './resources.ts'
import { matchesQuery, parseQuery, SEARCH_FIELDS } from './search.ts'
import type { CollectionName, Row, State } from './state.ts'

type Answer = (params: Params, request: EmulatorRequest, context: EmulatorContext<State>) => object

/** The read half of Stripe's API, v1. */
export function createRoutes(): Route<State>[] {
  return [
    { method: 'POST', path: '/__emulator/search', answer: lagSearch },
    ...RESOURCES.flatMap(routesOf),
    partRoute('/v1/customers/:id/tax_ids', 'customers', 'tax_ids', ({ customer }, id) => customer === id),
    partRoute('/v1/invoices/:id/lines', 'invoices', 'line_items', ({ invoice }, id) => invoice === id),
    partRoute(
      '/v1/products/:id/features',
      'products',
      'product_features',
      (row, id, state) => state.productOfFeature.get(row.id) === id,
    ),
  ]
}

function routesOf(resource: Resource): Route<State>[] {
  const path = `/v1/${resource.path}`
  return [
    ...(SEARCH_FIELDS[resource.path]
      ? [route(`${path}/search`, (params, _request, context) => search(resource, params, context))]
      : []),
    route(`${path}/:id`, (params, request, { state }) => retrieve(resource, params, request, state)),
    route(path, (params, _request, { state }) => list(resource, params, state)),
  ]
}

function route(path: string, answer: Answer): Route<State> {
  return {
    method: 'GET',
    path,
    answer: (request, context) => {
      try {
        authenticate(request)
        return { status: 200, body: answer(parseForm(request.query), request, context) }
      } catch (error) {
        if (error instanceof StripeRefusal) return error.response
        throw error
      }
    },
  }
}

function list(resource: Resource, params: Params, state: State): object {
  assertKnown(params, [...LIST_PARAMS, ...Object.keys(resource.filters)])
  const { collection: name, path } = resource
  const keep = filterOf(resource, params, state)
  const page = pageOf({ name, rows: state.collections[name] }, keep, params, `/v1/${path}`)
  return expand(page, expandOf(params), state)
}

function retrieve(resource: Resource, params: Params, request: EmulatorRequest, state: State): object {
  assertKnown(params, ['expand'])
  const row = find(state, resource.collection, request.params.id ?? '')
  return expand(row, expandOf(params), state)
}

function find(state: State, collection: CollectionName, id: string): Row {
  const row = state.collections[collection].find((candidate) => candidate.id === id)
  if (!row) throw noSuch(collection, id, 'id', 404)
  return row
}

/** A list below a record's own path. */
function partRoute(
  path: string,
  owners: CollectionName,
  name: CollectionName,
  isPart: (row: Row, ownerId: string, state: State) => boolean,
): Route<State> {
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
  const indexedUntil = now().getTime() / 1000 - state.searchLagSeconds
  const found = state.collections[resource.collection].filter(
    (row) => (row.created ?? 0) <= indexedUntil && matchesQuery(row, query),
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

/** How far the search index is behind: `{ "lagSeconds": 60 }` hides what was made in the last minute. */
function lagSearch(request: EmulatorRequest, { state }: EmulatorContext<State>): EmulatorResponse {
  const { lagSeconds } = JSON.parse(request.body.toString('utf8') || '{}') as { lagSeconds?: unknown }
  if (typeof lagSeconds !== 'number') return { status: 400, body: { error: 'lagSeconds must be a number' } }
  state.searchLagSeconds = lagSeconds
  return { status: 200, body: {} }
}
