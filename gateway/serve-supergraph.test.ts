import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { WeftError } from '#shared/errors.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { composeTestGraph, createTestSubgraph } from './execution/test-graph.ts'
import { assertLoopback, identifyAnyone, type ServeOptions, serveSupergraph } from './serve-supergraph.ts'

const supergraphOf = (field: string): string =>
  composeTestGraph([createTestSubgraph('a', `type Query { ${field}: Int } type Mutation { set: Int }`, {})])
    .supergraphSdl

/** A server on a supergraph file of its own, for as long as the block lasts. */
async function serve(options: Partial<ServeOptions> = {}, supergraphSdl = supergraphOf('before')) {
  const folder = mkdtempSync(join(tmpdir(), 'supergraph-'))
  const supergraphFile = join(folder, 'supergraph.graphql')
  writeFileSync(supergraphFile, supergraphSdl)
  const server = await serveSupergraph({
    supergraphFile,
    host: '127.0.0.1',
    port: 0,
    identify: identifyAnyone,
    operationTimeoutMs: 5000,
    logger: silentLogger,
    watchIntervalMs: 20,
    ...options,
  })
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  return {
    ...server,
    supergraphFile,
    post,
    async [Symbol.asyncDispose]() {
      await server.close()
      rmSync(folder, { recursive: true })
    },
  }
}

const fieldsQuery = { query: '{ __type(name: "Query") { fields { name } } }' }

test('a changed supergraph is served without a restart; one that does not load changes nothing', async () => {
  await using server = await serve()
  const fields = async () => {
    const { data } = await (await server.post(fieldsQuery)).json()
    return data.__type.fields[0].name
  }
  assert.equal(await fields(), 'before')
  writeFileSync(server.supergraphFile, 'this is no supergraph')
  writeFileSync(server.supergraphFile, supergraphOf('after'))
  while ((await fields()) !== 'after') await new Promise(setImmediate)
})

test('without a known caller there is no answer', async () => {
  await using server = await serve({
    identify: async () => {
      throw new WeftError('UNAUTHENTICATED', 'because of a secret')
    },
  })
  const response = await server.post(fieldsQuery)
  assert.equal(response.status, 401)
  const { errors, data } = await response.json()
  assert.equal(data, undefined)
  assert.equal(errors[0].extensions.code, 'UNAUTHENTICATED')
  assert.doesNotMatch(JSON.stringify(errors), /secret/)
})

const refused: [title: string, body: unknown, headers: Record<string, string>, status: number][] = [
  ['a body that is no JSON', '{', {}, 400],
  ['a body without a query', {}, {}, 400],
  ['variables that are no object', { query: '{ before }', variables: [] }, {}, 400],
  ['a form', 'query={before}', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['a client that accepts no JSON', fieldsQuery, { accept: 'text/html' }, 406],
  [
    'an unknown field, to who reads status codes',
    { query: '{ x }' },
    { accept: 'application/graphql-response+json' },
    400,
  ],
  ['an unknown field, to who does not', { query: '{ x }' }, { accept: 'application/json' }, 200],
]
for (const [title, body, headers, status] of refused) {
  test(`${title} is answered with ${status}`, async () => {
    await using server = await serve()
    const response = await server.post(body, headers)
    assert.equal(response.status, status)
    assert.equal((await response.json()).errors[0].extensions.code, 'BAD_REQUEST')
  })
}

const gets: [title: string, query: string, headers: Record<string, string>, status: number][] = [
  ['a GET that a page of another origin could send', '{__typename}', {}, 400],
  ['a GET with a header that needs a preflight', '{__typename}', { 'graphql-require-preflight': '1' }, 200],
  ['a mutation by GET', 'mutation{set}', { 'graphql-require-preflight': '1' }, 405],
]
for (const [title, query, headers, status] of gets) {
  test(`${title} is answered with ${status}`, async () => {
    await using server = await serve()
    const response = await fetch(`${server.url}?query=${encodeURIComponent(query)}`, { headers })
    assert.equal(response.status, status)
    await response.text()
  })
}

test('an anonymous caller is told at each field that takes a token that it is not his', async () => {
  await using server = await serve({}, supergraphOf('known: Int @authenticated open'))
  const { data, errors } = await (await server.post({ query: '{ __typename known }' })).json()
  assert.deepEqual(data, { __typename: 'Query', known: null })
  assert.deepEqual([errors[0].path, errors[0].extensions.code], [['known'], 'FORBIDDEN'])
})

test('a name that only resolves to this machine is not answered', async () => {
  await using server = await serve()
  const { hostname, port } = new URL(server.url)
  const status = await new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', host: 'rebound.example' }
    request({ hostname, port, path: '/graphql', method: 'POST', headers }, (response) =>
      resolve(response.resume().statusCode),
    ).end(JSON.stringify(fieldsQuery))
  })
  assert.equal(status, 421)
})

test('a path that is no URL harms nobody', async () => {
  await using server = await serve()
  const { hostname, port } = new URL(server.url)
  const status = await new Promise((resolve) => {
    request({ hostname, port, path: '//' }, (response) => resolve(response.resume().statusCode)).end()
  })
  assert.equal(status, 404)
})

test('anonymous callers are served on loopback only', () => {
  assertLoopback('127.0.0.1')
  assert.throws(() => assertLoopback('0.0.0.0'), { code: 'INVALID_SETTING' })
})
