import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stripe } from 'stripe'
import type { Answer } from '#shared/answer.ts'
import { systemClock } from '#shared/clock.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import { isUnreadable, type Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { toOutage, toWeftError } from './errors.ts'
import { createStripeProvider } from './index.ts'
import { concernsAll } from './limits.ts'
import { nativeStatusesOf } from './reads/invoices.ts'
import { scanList } from './reads/list.ts'
import { anyOf, listForMany } from './reads/search.ts'
import { connection } from './mapping.test-support.ts'

test('a connection without a key is refused before any call', () => {
  assert.throws(
    () =>
      createStripeProvider({ ...connection, credentials: {} }, { logger: silentLogger, clock: systemClock }),
    { code: 'INVALID_CONNECTION' },
  )
})

for (const [filter, expected] of [
  [{ statuses: undefined, overdueAt: undefined }, [undefined]],
  [{ statuses: ['OPEN', 'PARTIALLY_PAID'], overdueAt: undefined }, ['open']],
  [{ statuses: ['PAID', 'VOID'], overdueAt: undefined }, ['paid', 'void']],
  [{ statuses: ['UNKNOWN'], overdueAt: undefined }, [undefined]],
  [{ statuses: undefined, overdueAt: new Date(0) }, ['open', 'uncollectible']],
  [{ statuses: ['PAID'], overdueAt: new Date(0) }, []],
] as const) {
  test(`invoices with ${JSON.stringify(filter)} are listed as ${expected.join(' and ') || 'they are'}`, () => {
    assert.deepEqual(nativeStatusesOf(filter), expected)
  })
}

test('values in a search query cannot end their quotes', () => {
  assert.equal(anyOf('customer', ["a'b", 'c\\']), "customer:'a\\'b' OR customer:'c\\\\'")
})

// Lists and searches.

const native = (id: string, customer: string, day: number) => ({ id, customer, created: day * 86_400 })

/** Answers the native record; refuses those that are named so. */
const toItem = (value: unknown) => {
  const item = value as ReturnType<typeof native>
  if (item.id.startsWith('bad')) throw new WeftError('INVALID_RESPONSE', 'a record is not as published')
  return item
}

const idsOf = (page: Answer<Page<Listed<{ id: string }>>>): unknown =>
  page !== undefined &&
  !isWeftError(page) &&
  page.items.map((item) => (isUnreadable(item) ? item.failure.facts.externalId : item.id))

test('who is crowded out of a full search answer is asked for alone, the others are not', async () => {
  const listed: string[] = []
  const requests = ['a', 'b', 'c'].map((owner) => ({ owner, first: 2, after: undefined }))
  const busy = Array.from({ length: 3 }, (_, day) => native(`a${day}`, 'a', day))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: async ({ owner }) => {
      listed.push(owner)
      return { items: [native(`${owner}-listed`, owner, 1)], hasNextPage: false }
    },
    search: async () => ({ data: [...busy, native('b0', 'b', 9)], has_more: true }),
    toItem,
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a2', 'a1'], ['b-listed'], ['c-listed']])
  assert.deepEqual(listed, ['b', 'c'])
})

test('who is crowded out is searched for again without the busy neighbour, while that brings somebody further', async () => {
  const searched: string[] = []
  const requests = ['a', 'b', 'c', 'd'].map((owner) => ({ owner, first: 2, after: undefined }))
  const busy = Array.from({ length: 3 }, (_, day) => native(`a${day}`, 'a', day))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: () => assert.fail('the second search told everything'),
    search: async (query) => {
      searched.push(query)
      return query.includes("'a'")
        ? { data: busy, has_more: true }
        : { data: [native('b1', 'b', 1), native('d1', 'd', 1)], has_more: false }
    },
    toItem,
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a2', 'a1'], ['b1'], [], ['d1']])
  assert.deepEqual(searched, [anyOf('customer', ['a', 'b', 'c', 'd']), anyOf('customer', ['b', 'c', 'd'])])
})

test('a record that a search tells unreadably keeps its place in its own list, and nobody is asked again', async () => {
  const requests = ['a', 'b', 'c'].map((owner) => ({ owner, first: 3, after: undefined }))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: () => assert.fail('the search told everything'),
    search: async () => ({
      data: [native('a1', 'a', 1), native('bad2', 'a', 2), native('a3', 'a', 3), native('b1', 'b', 1)],
      has_more: false,
    }),
    toItem,
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a3', 'bad2', 'a1'], ['b1'], []])
})

test('where a search tells unreadably whose a record is, everybody is asked alone', async () => {
  const requests = ['a', 'b', 'c'].map((owner) => ({ owner, first: 3, after: undefined }))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: async ({ owner }) => ({ items: [native(`${owner}-listed`, owner, 1)], hasNextPage: false }),
    search: async () => ({ data: [native('a1', 'a', 1), { id: 'x', customer: 7 }], has_more: false }),
    toItem,
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a-listed'], ['b-listed'], ['c-listed']])
})

test('an account that cannot search is listed one by one', async () => {
  const requests = ['a', 'b', 'c'].map((owner) => ({ owner, first: 2, after: undefined }))
  const answers = await listForMany(requests, {
    connectionId: 'billing-stripe',
    field: 'customer',
    ownerOf: ({ owner }) => owner,
    listOne: async ({ owner }) => ({ items: [native(owner, owner, 1)], hasNextPage: false }),
    search: () => Promise.reject(new WeftError('REJECTED_BY_SYSTEM', 'no search in this region')),
    toItem: (): ReturnType<typeof native> => assert.fail('nothing was found'),
    isWanted: () => true,
  })
  assert.deepEqual(answers.map(idsOf), [['a'], ['b'], ['c']])
})

test('a filtered list is read on until the page is full, an unfiltered one once', async () => {
  const rows = Array.from({ length: 250 }, (_, index) => ({ id: String(index) }))
  const asked: { limit: number; starting_after?: string }[] = []
  const scan = (filtered: boolean, first: number) =>
    scanList({
      connectionId: 'billing-stripe',
      first,
      after: undefined,
      filtered,
      list: async (params) => {
        asked.push(params)
        const start = params.starting_after === undefined ? 0 : Number(params.starting_after) + 1
        return { data: rows.slice(start, start + params.limit), has_more: start + params.limit < rows.length }
      },
      toItem: (native) => {
        const { id } = native as { id: string }
        return !filtered || Number(id) % 100 === 99 ? id : undefined
      },
    })
  assert.deepEqual(await scan(false, 3), { items: ['0', '1', '2'], hasNextPage: true })
  assert.deepEqual(asked.splice(0), [{ limit: 3 }])
  assert.deepEqual(await scan(true, 1), { items: ['99'], hasNextPage: true })
  assert.deepEqual(asked.splice(0), [
    { limit: 12 },
    { limit: 100, starting_after: '11' },
    { limit: 100, starting_after: '111' },
  ])
})

// Errors: what the official client throws, made by its own generator.

const thrown = (statusCode: number, error: object) =>
  Stripe.errors.generateV1Error({
    message: 'm',
    headers: {},
    requestId: 'req_1',
    ...error,
    statusCode,
  } as Parameters<typeof Stripe.errors.generateV1Error>[0])
for (const [title, error, code] of [
  ['401', thrown(401, { type: 'invalid_request_error' }), 'AUTH_FAILED'],
  ['403', thrown(403, { type: 'invalid_request_error' }), 'AUTH_FAILED'],
  ['404', thrown(404, { type: 'invalid_request_error', code: 'resource_missing', param: 'id' }), 'NOT_FOUND'],
  [
    'a missing cursor',
    thrown(400, { type: 'invalid_request_error', code: 'resource_missing', param: 'starting_after' }),
    'INVALID_CURSOR',
  ],
  [
    'another 400',
    thrown(400, { type: 'invalid_request_error', code: 'parameter_unknown' }),
    'REJECTED_BY_SYSTEM',
  ],
  ['402', thrown(402, { type: 'card_error' }), 'REJECTED_BY_SYSTEM'],
  [
    'our own deadline',
    new Stripe.errors.StripeConnectionError({
      message: 'm',
      detail: new WeftError('TIMEOUT', 'late'),
    } as unknown as ConstructorParameters<typeof Stripe.errors.StripeConnectionError>[0]),
    'TIMEOUT',
  ],
  ['an error of no kind of theirs', new TypeError('x'), 'INVALID_RESPONSE'],
] as const) {
  test(`${title} is ${code}`, () => {
    const translated = toWeftError(error, 'billing')
    assert.equal(translated.code, code)
    assert.doesNotMatch(translated.message, /\bm\b/)
  })
}

// What concerns the account or the system is told apart before the official client reads the answer.

const busy = (reason?: string, code?: string) => ({
  response: { status: 429, headers: reason ? { 'stripe-rate-limited-reason': reason } : {}, text: '' },
  body: { error: { type: 'invalid_request_error', ...(code ? { code } : {}) } },
})
for (const [title, { response, body }, code, isOfAccount] of [
  ['429 global-rate', busy('global-rate'), 'RATE_LIMITED', true],
  ['429 global-concurrency', busy('global-concurrency', 'rate_limit'), 'RATE_LIMITED', true],
  ['429 without a reason', busy(), 'RATE_LIMITED', true],
  ['429 endpoint-rate', busy('endpoint-rate', 'rate_limit'), 'RATE_LIMITED', false],
  ['429 endpoint-concurrency', busy('endpoint-concurrency'), 'RATE_LIMITED', false],
  ['429 resource-specific', busy('resource-specific'), 'RATE_LIMITED', false],
  ['429 lock_timeout', busy(undefined, 'lock_timeout'), 'RATE_LIMITED', false],
  [
    '400 rate_limit',
    { response: { status: 400, headers: {}, text: '' }, body: { error: { code: 'rate_limit' } } },
    'RATE_LIMITED',
    true,
  ],
  ['500', { response: { status: 500, headers: {}, text: '' }, body: {} }, 'SYSTEM_UNAVAILABLE', true],
] as const) {
  test(`${title} is ${code} for ${isOfAccount ? 'every call' : 'what was asked only'}`, () => {
    const outage = toOutage(response, body, 'billing')
    assert.ok(isWeftError(outage, code))
    assert.equal(concernsAll(outage), isOfAccount)
  })
}

test('an answer about the request is left to the official client', () => {
  for (const status of [200, 400, 401, 402, 403, 404])
    assert.equal(toOutage({ status, headers: {}, text: '' }, { error: { code: 'x' } }, 'billing'), undefined)
})
