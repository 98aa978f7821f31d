import type { IncomingMessage } from 'node:http'
import type { Operation } from '../execution/operation.ts'
import { HttpRefusal } from './http-refusal.ts'
import { readBody } from './read-body.ts'

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new HttpRefusal(400, 'BAD_REQUEST', `${what} must be JSON.`)
    throw cause
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isAbsent = (value: unknown): value is null | undefined => value === null || value === undefined

/** What a request says, before anybody has looked at it. */
export type Parameters = Readonly<Record<string, unknown>>

/** Makes an operation of what a request says. Throws an HttpRefusal for what is none. */
export type ToOperation = (parameters: Parameters) => Operation

const toOperation: ToOperation = (parameters) => {
  const { query } = parameters
  if (typeof query !== 'string' || query === '')
    throw new HttpRefusal(400, 'BAD_REQUEST', 'query must be a string.')
  const { operationName, variables } = readRest(parameters)
  return { query, operationName, variables }
}

/** What stands beside the text. Throws an HttpRefusal for what is of no use. */
export function readRest({ operationName, variables, extensions }: Parameters): Omit<Operation, 'query'> {
  if (!isAbsent(operationName) && typeof operationName !== 'string')
    throw new HttpRefusal(400, 'BAD_REQUEST', 'operationName must be a string.')
  if (!isAbsent(variables) && !isObject(variables))
    throw new HttpRefusal(400, 'BAD_REQUEST', 'variables must be an object.')
  if (!isAbsent(extensions) && !isObject(extensions))
    throw new HttpRefusal(400, 'BAD_REQUEST', 'extensions must be an object.')
  return { operationName: operationName || undefined, variables: variables ?? undefined }
}

function assertJson(contentType: string | undefined): void {
  if (contentType === 'application/json') return
  const [mediaType, ...parameters] = (contentType ?? '').toLowerCase().split(';')
  if (mediaType?.trim() !== 'application/json')
    throw new HttpRefusal(415, 'BAD_REQUEST', 'Content-Type must be application/json.', {
      accept: 'application/json',
    })
  const charset = parameters.find((parameter) => parameter.trim().startsWith('charset='))
  if (charset && !/^\s*charset="?utf-8"?\s*$/.test(charset))
    throw new HttpRefusal(415, 'BAD_REQUEST', 'The charset must be utf-8.')
}

async function readPost(request: IncomingMessage, maxBytes: number): Promise<Parameters> {
  assertJson(request.headers['content-type'])
  const bytes = await readBody(request, maxBytes)
  const body = parseJson(bytes.toString('utf8'), 'The body')
  if (!isObject(body)) throw new HttpRefusal(400, 'BAD_REQUEST', 'The body must be a JSON object.')
  return body
}

/** A browser sends these only after it asked: a page of another origin cannot have them sent in its user's name. */
export const PREFLIGHT_HEADERS = [
  'graphql-require-preflight',
  'apollo-require-preflight',
  'x-apollo-operation-name',
]

function readGet(request: IncomingMessage): Parameters {
  if (!PREFLIGHT_HEADERS.some((name) => request.headers[name]))
    throw new HttpRefusal(400, 'BAD_REQUEST', `A GET request needs the header ${PREFLIGHT_HEADERS[0]}.`)
  const searchParams = new URLSearchParams((request.url ?? '').split('?', 2)[1])
  const json = (name: string): unknown => {
    const text = searchParams.get(name)
    return text === null || text === '' ? undefined : parseJson(text, name)
  }
  return {
    query: searchParams.get('query'),
    operationName: searchParams.get('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  }
}

/**
 * Reads the operation of a request. Throws an HttpRefusal for what is not GraphQL over HTTP, LIMIT_EXCEEDED for a body
 * of more than `maxBytes`. By `read`, what it says is an operation; otherwise its `query` is.
 */
export async function readOperation(
  request: IncomingMessage,
  maxBytes: number,
  read: ToOperation = toOperation,
): Promise<Operation> {
  if (request.method === 'POST') return read(await readPost(request, maxBytes))
  if (request.method === 'GET') return read(readGet(request))
  throw new HttpRefusal(405, 'BAD_REQUEST', 'GraphQL is served by GET and POST.', { allow: 'GET, POST' })
}
