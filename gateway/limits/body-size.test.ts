import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLimitedBody } from './body-size.ts'

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}

async function* nothingMayBeRead(): AsyncGenerator<Uint8Array> {
  yield assert.fail('was read')
}

test('a body of the allowed length is read whole', async () => {
  assert.equal((await readLimitedBody(chunks('ab', 'cd'), 4)).toString(), 'abcd')
})

test('a body is refused at the byte that passes the limit', async () => {
  const body = async function* () {
    yield* chunks('ab', 'cde')
    assert.fail('was read on')
  }
  await assert.rejects(readLimitedBody(body(), 4), {
    code: 'LIMIT_EXCEEDED',
    facts: { limit: 'bodyBytes', allowed: 4, found: 5 },
  })
})

test('a body that says it is too long is not read', async () => {
  await assert.rejects(readLimitedBody(nothingMayBeRead(), 4, '5'), {
    code: 'LIMIT_EXCEEDED',
    facts: { limit: 'bodyBytes', allowed: 4, found: 5 },
  })
})

test('what a body says of its length is not believed', async () => {
  await assert.rejects(readLimitedBody(chunks('abcde'), 4, '1'), { code: 'LIMIT_EXCEEDED' })
  assert.equal((await readLimitedBody(chunks('ab'), 4, 'nonsense')).toString(), 'ab')
})
