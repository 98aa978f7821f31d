import { isWeftError, type WeftError } from '../errors.ts'
import { PII_FIELDS } from './__generated__/pii-fields.ts'

/** Names under which secrets travel: headers, forms of token requests, credentials of a connection. */
const SECRET =
  /authorization|cookie|token|secret|password|credential|api-?_?key|private_?key|assertion|signature/i

const PII = new Set(PII_FIELDS)
const REDACTED = '[redacted]'
const MAX_DEPTH = 6

const isHidden = (key: string): boolean => PII.has(key) || SECRET.test(key)

/**
 * What a log line may hold of an object: everything but what stands under the name of a field that the schema marks @pii, or
 * under the name of a secret. It is the second fence; the first is that nobody logs what a client or a vendor sent.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return describeError(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === MAX_DEPTH) return '[deep]'
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, item]) => [key, isHidden(key) ? REDACTED : redact(item, depth + 1)]),
  )
}

/** An error as a log line may show it. */
export interface DescribedError {
  type: string
  code?: unknown
  /** Only of errors whose words are ours, or the engine's about our code: other words quote what they stumbled over. */
  message?: string
  facts?: unknown
  /** Where it was thrown, without the message that engines put in front of it. */
  stack?: string
  cause?: unknown
}

/** The engine about our code: names of ours, no values. */
const ABOUT_CODE = [
  /^Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '[\w$]+'\)$/,
  /^[\w$.]+ is not (?:a function|defined|a constructor)$/,
]

function wordsOf(error: Error): string | undefined {
  if (isWeftError(error)) return error.message
  const isEngines = error instanceof TypeError || error instanceof ReferenceError
  return isEngines && ABOUT_CODE.some((pattern) => pattern.test(error.message)) ? error.message : undefined
}

/** The frames alone; a message may be of many lines, and look like frames. */
function framesOf({ stack = '', message }: Error): string | undefined {
  const start = message === '' ? 0 : stack.indexOf(message) + message.length
  const frames = stack
    .slice(start)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return frames.length > 0 ? frames.join('\n') : undefined
}

/** An identifier, such as ECONNREFUSED, 23505 or GRAPHQL_VALIDATION_FAILED; anything longer is prose. */
const isCode = (code: unknown): boolean =>
  typeof code === 'number' || (typeof code === 'string' && /^[A-Za-z0-9_.-]{1,64}$/.test(code))

function codeOf(error: object): unknown {
  const own = 'code' in error ? error.code : undefined
  if (isCode(own)) return own
  const { extensions } = error as { extensions?: { code?: unknown } }
  return isCode(extensions?.code) ? extensions?.code : undefined
}

/** Facts are codes, ids and numbers; a vendor's code that is prose is none. */
function factsOf({ facts }: WeftError): Record<string, unknown> {
  const isPlain = (fact: unknown): boolean => typeof fact === 'boolean' || isCode(fact)
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, isPlain(fact) && !isHidden(name) ? fact : REDACTED]),
  )
}

/**
 * What a log says of something that was thrown: its type, code, frames and causes, and its words where they are known to
 * hold no data. `JSON.parse` quotes the text it cannot read, GraphQL the variable, a driver the row: those words stay out.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (typeof error !== 'object' || error === null) return { type: typeof error }
  const code = codeOf(error)
  const described: DescribedError = {
    type: error instanceof Error && isCode(error.name) ? error.name : 'object',
    ...(code === undefined ? {} : { code }),
  }
  if (!(error instanceof Error)) return described
  const message = wordsOf(error)
  if (message !== undefined) described.message = message
  if (isWeftError(error)) described.facts = factsOf(error)
  const stack = framesOf(error)
  if (stack !== undefined) described.stack = stack
  const cause = error.cause ?? (error as { originalError?: unknown }).originalError
  if (cause !== undefined && depth < MAX_DEPTH) described.cause = describeError(cause, depth + 1)
  return described
}
