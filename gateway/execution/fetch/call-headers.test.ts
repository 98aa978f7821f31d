import assert from 'node:assert/strict'
import { test } from 'node:test'
import { currentSpan, type Span } from '#shared/telemetry/span.ts'
import { testRequest } from '../test-graph.ts'
import { authorityOf, callHeaders } from './call-headers.ts'

const withCaller = (overrides: object) => testRequest({ caller: { ...testRequest().caller, ...overrides } })

const differing: [what: string, overrides: object][] = [
  ['another subject', { subject: 'x' }],
  ['another client', { clientId: 'x' }],
  ['a scope more', { scopes: new Set(['invoice:read']) }],
  ['one customer only', { customerIds: ['1'] }],
  ['no customer at all', { customerIds: [] }],
  ['one business unit only', { businessUnits: ['emea'] }],
]
for (const [what, overrides] of differing) {
  test(`${what} is another authority`, () => {
    assert.notEqual(authorityOf(withCaller(overrides)), authorityOf(testRequest()))
  })
}

test('the same scopes in another order are the same authority', () => {
  assert.equal(
    authorityOf(withCaller({ scopes: new Set(['a', 'b']) })),
    authorityOf(withCaller({ scopes: new Set(['b', 'a']) })),
  )
})

test("all calls of an operation continue the client's trace, each as a span of its own", () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c'
  const request = { ...testRequest(), traceparent: `00-${traceId}-b7ad6b7169203331-01` }
  const [first, second] = ['a', 'b'].map(() => callHeaders(request, undefined).traceparent)
  assert.match(String(first), new RegExp(`^00-${traceId}-[\\da-f]{16}-01$`))
  assert.match(String(second), new RegExp(`^00-${traceId}-[\\da-f]{16}-01$`))
  assert.notEqual(first, second)
})

test("where a trace is written, a call is a child of its fetch's span, or of the operation's that is not recorded", () => {
  const spanOf = (traceparent: string, isRecorded: boolean): Span => ({
    traceparent,
    isRecorded,
    child: () => spanOf(traceparent, isRecorded),
    end: () => {},
  })
  const request = { ...testRequest(), span: spanOf('00-op', false) }
  assert.equal(callHeaders(request, undefined).traceparent, '00-op')
  const inFetch = currentSpan.run(spanOf('00-fetch', true), () => callHeaders(request, undefined))
  assert.equal(inFetch.traceparent, '00-fetch')
})
