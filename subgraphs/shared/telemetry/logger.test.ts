import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { GraphQLError } from 'graphql'
import { piiFieldsOf } from '../codegen/pii-fields.ts'
import { WeftError } from '../errors.ts'
import { PII_FIELDS } from './__generated__/pii-fields.ts'
import { createLogger } from './logger.ts'

/** What a logger writes of one line. */
function written(line: object): Record<string, unknown> {
  const lines: string[] = []
  const logger = createLogger('trace', { write: (chunk) => lines.push(chunk) })
  logger.info(line, 'said')
  const { time: _time, level: _level, msg, ...rest } = JSON.parse(lines.join(''))
  assert.equal(msg, 'said')
  return rest
}

test('the fields that are hidden are those that the schema marks', () => {
  const subgraphs = fileURLToPath(new URL('../../', import.meta.url))
  const files = readdirSync(subgraphs, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('schema.graphql'))
    .map((file) => subgraphs + file)
  assert.ok(PII_FIELDS.includes('billingEmail'))
  assert.deepEqual(PII_FIELDS, piiFieldsOf(files))
})

test('what stands under the name of a marked field or of a secret is not written, at any depth', () => {
  const line = {
    system: 'crm',
    record: { email: 'mei@acme.example', roles: ['BILLING'], billingAddress: { city: 'Turin' } },
    headers: [{ Authorization: 'Bearer abc', 'x-api-key': 'k', accept: '*/*' }],
    form: { client_secret: 's', refreshToken: 't', grant_type: 'client_credentials' },
  }
  const hidden = '[redacted]'
  assert.deepEqual(written(line), {
    system: 'crm',
    record: { email: hidden, roles: ['BILLING'], billingAddress: hidden },
    headers: [{ Authorization: hidden, 'x-api-key': hidden, accept: '*/*' }],
    form: { client_secret: hidden, refreshToken: hidden, grant_type: 'client_credentials' },
  })
})

test('a refusal of ours is written with its words, facts, frames and cause', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:443'), { code: 'ECONNREFUSED' })
  const { err } = written({
    err: new WeftError('TIMEOUT', 'too late', { system: 'crm', found: 'Mei Tanaka has moved' }, cause),
  }) as { err: Record<string, { stack?: string }> }
  const { stack, cause: below, ...rest } = err
  assert.deepEqual(rest, {
    type: 'WeftError',
    code: 'TIMEOUT',
    message: 'too late',
    facts: { system: 'crm', found: '[redacted]' },
  })
  assert.match(String(stack), /^ +at .*logger\.test\.ts/)
  assert.match(String(below?.stack), /^ +at .*logger\.test\.ts/)
  assert.deepEqual({ ...below, stack: '' }, { type: 'Error', code: 'ECONNREFUSED', stack: '' })
})

const CANARY = 'mei.tanaka@canary.example'
const FORGED = `${CANARY}\n    at ${CANARY} (file:///${CANARY})`
for (const [name, raise] of [
  ['text that is no JSON', () => JSON.parse(`{"a": ${CANARY}}`)],
  ['a value that a type refuses', () => BigInt(CANARY)],
  ['a URL that is none', () => new URL(CANARY)],
  ['an error of a library', () => assert.equal(CANARY, 'nobody')],
  ['a message that looks like a stack', () => assert.fail(FORGED)],
  ['an error of a query', () => assert.ifError(new GraphQLError(`Variable "$v" got "${CANARY}"`))],
] as const)
  test(`${name} is written without what it quotes`, () => {
    let thrown: unknown
    try {
      raise()
    } catch (error) {
      thrown = error
    }
    const line = JSON.stringify(
      written({ err: new WeftError('INTERNAL', 'a fault', {}, thrown), also: thrown }),
    )
    assert.ok(!line.includes('canary'), line)
    assert.match(line, /logger\.test\.ts/)
  })

test('a mistake in our own code is written in full: names are no data', () => {
  const broken = undefined as unknown as { total: number }
  try {
    broken.total.toFixed()
  } catch (error) {
    const { err } = written({ err: error }) as { err: { message: string } }
    assert.equal(err.message, "Cannot read properties of undefined (reading 'total')")
  }
})

for (const thrown of ['text of somebody', 7, null, { message: 'text', extensions: { code: 'NOT_FOUND' } }])
  test(`what was thrown and is no error (${typeof thrown}) is written without what it says`, () => {
    assert.doesNotMatch(JSON.stringify(written({ err: thrown })), /text/)
  })
