import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental'
import { slowGraph } from '../execution/incremental/slow-graph.test-support.ts'
import { startTransports } from './world.test-support.ts'

const QUERY = gql`
  query {
    customer {
      id
      ... @defer(label: "outer") {
        currency
        ... @defer(label: "inner") {
          orders {
            number
          }
        }
      }
    }
  }
`

async function startWorld(context: TestContext) {
  const { execution, release } = slowGraph()
  const world = await startTransports({ execution })
  context.after(async () => {
    await world[Symbol.asyncDispose]()
    await execution.close()
  })
  return { url: world.url, release }
}

const HANDLERS = { Defer20220824Handler, GraphQL17Alpha9Handler }
for (const [name, Handler] of Object.entries(HANDLERS)) {
  test(`Apollo Client shows what is there, and then the rest, by its ${name}`, async (context) => {
    const { url, release } = await startWorld(context)
    const headers = { authorization: 'Bearer good' }
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.from([new HttpLink({ uri: url, headers })]),
      incrementalHandler: new Handler() as InstanceType<typeof Defer20220824Handler>,
    })
    context.after(() => client.stop())
    const states: unknown[] = []
    const { promise: whole, resolve, reject } = Promise.withResolvers<void>()
    const subscription = client.watchQuery({ query: QUERY }).subscribe({
      next({ data, dataState, error }) {
        if (error) reject(error)
        if (data === undefined) return
        states.push(JSON.parse(JSON.stringify(data)))
        if (states.length === 2) release()
        if (dataState === 'complete') resolve()
      },
    })
    await whole
    subscription.unsubscribe()
    const customer = { __typename: 'Customer', id: '1' }
    const orders = [{ __typename: 'Order', number: 'o-1' }]
    assert.deepEqual(states, [
      { customer },
      { customer: { ...customer, currency: 'EUR' } },
      { customer: { ...customer, currency: 'EUR', orders } },
    ])
  })
}

const ACCEPTS: [accept: string, type: string][] = [
  ['multipart/mixed;deferSpec=20220824', 'multipart/mixed; boundary="-"; deferSpec=20220824'],
  ['multipart/mixed;incrementalSpec=v0.2', 'multipart/mixed; boundary="-"; incrementalSpec=v0.2'],
]
for (const [accept, type] of ACCEPTS) {
  test(`the parts have the form that ${accept} asks for, and end`, async (context) => {
    const { url, release } = await startWorld(context)
    release()
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer good', accept },
      body: JSON.stringify({ query: '{ customer { id ... @defer { currency } } }' }),
    })
    assert.equal(response.headers.get('content-type'), type)
    const text = await response.text()
    assert.ok(text.startsWith('\r\n---\r\n'))
    assert.ok(text.endsWith('\r\n-----\r\n'))
    const parts = text
      .split('\r\n---')
      .filter((part) => part.includes('{'))
      .map((part) => JSON.parse(part.slice(part.indexOf('{'))) as { hasNext: boolean })
    assert.deepEqual(
      parts.map(({ hasNext }) => hasNext),
      [true, false],
    )
  })
}

test('an operation that defers nothing is answered as JSON, whatever its client would take', async (context) => {
  const { url } = await startWorld(context)
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer good',
      accept: 'multipart/mixed;deferSpec=20220824,application/json;q=0.9',
    },
    body: JSON.stringify({ query: '{ customer { id } }' }),
  })
  assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.deepEqual(await response.json(), { data: { customer: { id: '1' } } })
})
