import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type ExecutionResult, parse, subscribe } from 'graphql'
import { silentLogger } from '#shared/telemetry/logger.ts'
import { ANYBODY } from '../events/reader.ts'
import { openTemporaryStore } from '../support/temporary-store.ts'
import { openFollowedNode } from './followed-node.ts'

const running = await openTemporaryStore()
const followed = await openFollowedNode(running.store)
const { node, events } = followed
after(async () => {
  await followed[Symbol.asyncDispose]()
  await running[Symbol.asyncDispose]()
})

const UPDATES = parse(`subscription ($id: ID!, $since: String) {
  processRunUpdated(id: $id, since: $since) { sequence correlationId cause source { system { domain } externalId } run { id } } }`)

/** A run's updates after a sequence. */
async function updatesOf(id: string, since: string): Promise<AsyncGenerator<ExecutionResult>> {
  const { schema, createContext } = events.log.subgraph
  const signal = AbortSignal.timeout(30_000)
  const request = {
    caller: ANYBODY,
    correlationId: 'test',
    signal,
    logger: silentLogger,
    receivedAt: new Date(),
  }
  const contextValue = createContext(request)
  const source = await subscribe({ schema, document: UPDATES, contextValue, variableValues: { id, since } })
  assert.ok(Symbol.asyncIterator in source, JSON.stringify(source))
  return source
}

const next = async (updates: AsyncGenerator<ExecutionResult>) => {
  const { value } = await updates.next()
  return JSON.parse(JSON.stringify(value.data.processRunUpdated))
}

test('each new status of a run is told to who follows it, and to who comes back later', async () => {
  const other = await node.start({})
  const id = await node.start({}, { correlationId: 'caller' })
  const updates = await updatesOf(id, '0')
  const first = await next(updates)
  assert.deepEqual(first, {
    sequence: first.sequence,
    correlationId: 'caller',
    cause: 'ORCHESTRATION',
    source: { system: { domain: 'GATEWAY' }, externalId: id },
    run: { id },
  })
  await Promise.all([node.rested(id), node.rested(other)])
  // It was planned, runs, and is completed.
  const later = await updatesOf(id, first.sequence)
  assert.deepEqual([(await next(updates)).run.id, (await next(later)).run.id], [id, id])
  assert.equal((await next(updates)).sequence, (await next(later)).sequence)
  await Promise.all([updates.return(undefined), later.return(undefined)])
})
