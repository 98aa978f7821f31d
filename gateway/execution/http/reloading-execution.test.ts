import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildSchema, parse } from 'graphql'
import { createLimits } from '../../limits/limits.ts'
import { createReloadingExecution, type ReloadableExecution } from './reloading-execution.ts'

function fakeExecution() {
  const sdl = 'type Query { a: Int }'
  const schema = buildSchema(sdl)
  let isClosed = false
  const execution: ReloadableExecution = {
    schema,
    limits: createLimits({ schema, supergraph: parse(sdl) }),
    execute: async () => ({ data: {} }),
    executeInParts: async () => ({ data: {} }),
    subscribe: async () => ({ data: {} }),
    bind: async () => ({ errors: [] }),
    close: async () => {
      isClosed = true
    },
  }
  return { execution, isClosed: () => isClosed }
}

const neverFails = (cause: unknown) => assert.fail(String(cause))

test('an operation finishes on the execution that it began with, which closes after it', async () => {
  const [before, after] = [fakeExecution(), fakeExecution()]
  const reloading = createReloadingExecution(before.execution, neverFails)
  const { promise, resolve } = Promise.withResolvers<void>()
  const running = reloading.use(async (execution) => {
    await promise
    return execution
  })
  reloading.replace(after.execution)
  assert.equal(await reloading.use(async (execution) => execution), after.execution)
  assert.equal(before.isClosed(), false)
  resolve()
  assert.equal(await running, before.execution)
  assert.equal(before.isClosed(), true)
  assert.equal(after.isClosed(), false)
})

test('one that nobody uses closes when it is replaced', async () => {
  const [before, after] = [fakeExecution(), fakeExecution()]
  const reloading = createReloadingExecution(before.execution, neverFails)
  reloading.replace(after.execution)
  await reloading.close()
  assert.deepEqual([before.isClosed(), after.isClosed()], [true, true])
})
