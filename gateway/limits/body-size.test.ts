import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
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

test('a stream is read whole, refused at the byte that passes the limit, and left unread from there', async () => {
  assert.equal(
    (await readLimitedBody(Readable.from([Buffer.from('ab'), Buffer.from('cd')]), 4)).toString(),
    'abcd',
  )
  const long = new PassThrough()
  const reading = readLimitedBody(long, 4)
  for (const text of ['ab', 'cde', 'fg']) long.write(text)
  await assert.rejects(reading, {
    code: 'LIMIT_EXCEEDED',
    facts: { limit: 'bodyBytes', allowed: 4, found: 5 },
  })
  assert.equal(long.read()?.toString(), 'fg')
})

test('a stream that breaks off has no body', async () => {
  const broken = new PassThrough()
  const reading = readLimitedBody(broken, 4)
  broken.destroy()
  await assert.rejects(reading, { message: 'the request ended before its body' })
  const failing = new PassThrough()
  const failed = readLimitedBody(failing, 4)
  failing.destroy(new Error('reset'))
  await assert.rejects(failed, { message: 'reset' })
})
