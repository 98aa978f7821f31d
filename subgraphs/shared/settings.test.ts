import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { parseSettings, renderEnvExample, type Setting } from './settings.ts'

const SETTINGS = {
  port: {
    name: 'PORT',
    meaning: 'Where.',
    expected: 'a port',
    schema: z.coerce.number<string>().max(9),
    default: '4',
  },
  cacheUrl: {
    name: 'CACHE_URL',
    meaning: 'Cache.',
    expected: 'a redis:// URL',
    schema: z.url(),
    secret: true,
  },
} as const satisfies Record<string, Setting>

const parse = (environment: Record<string, string>, file: Record<string, string> = {}) =>
  parseSettings(SETTINGS, { environment, file })

test('a setting that nobody sets has its default, or is absent', () => {
  assert.deepEqual(parse({}), { port: 4, cacheUrl: undefined })
  assert.deepEqual(parse({ PORT: '' }), { port: 4, cacheUrl: undefined })
})

test('the environment wins over the file', () => {
  assert.equal(parse({ PORT: '5' }, { PORT: '6' }).port, 5)
  assert.equal(parse({}, { PORT: '6' }).port, 6)
})

test('what is malformed and what is unknown is refused together, by name', () => {
  assert.throws(() => parse({ PORT: '12', CACHE_ULR: 'x' }), {
    code: 'INVALID_SETTING',
    message: 'CACHE_ULR is not a setting; PORT must be a port, not "12"',
  })
})

test('in a file every unknown name is refused, in the environment only those that look like ours', () => {
  assert.throws(() => parse({}, { PROT: '5' }), { code: 'INVALID_SETTING', message: 'PROT is not a setting' })
  assert.equal(parse({ PROT: '5', HOME: '/root' }).port, 4)
})

test('credentials that a connections file refers to may stand in the file', () => {
  assert.equal(parse({}, { CREDENTIAL_CRM: 's3cret' }).port, 4)
})

test('a secret is not repeated in its refusal', () => {
  assert.throws(() => parse({ CACHE_URL: 'hunter2' }), {
    message: 'CACHE_URL must be a redis:// URL, what is set is not one',
  })
})

test('the example file shows every setting at its default', () => {
  assert.match(renderEnvExample(SETTINGS), /# Where\.\n# Expected: a port\.\n# PORT=4\n/)
})
