import { problem, Refusal } from '../problems.ts'

/** A JSON number as it was written: amounts must not pass through a float. */
export class ExactNumber {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

export type Json = null | boolean | string | ExactNumber | Json[] | { [name: string]: Json }
export type JsonObject = { [name: string]: Json }

/** The request's body, which must be a JSON object; nothing counts as an empty one. */
export function parseBody(body: Buffer): JsonObject {
  const value = parseExact(body.toString('utf8').trim() || '{}')
  if (!isObject(value)) throw badBody('The request body must be a JSON object.')
  return value
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)

type Reviver = (name: string, value: unknown, source: { source?: string }) => unknown

function parseExact(text: string): Json {
  const revive: Reviver = (_name, value, { source }) =>
    typeof value === 'number' && source !== undefined ? new ExactNumber(source) : value
  try {
    // The library's types do not know the reviver's third parameter yet.
    return JSON.parse(text, revive as (name: string, value: unknown) => unknown) as Json
  } catch (error) {
    if (error instanceof SyntaxError) throw badBody('The request body is not valid JSON.')
    throw error
  }
}

const badBody = (detail: string): Refusal => new Refusal(problem(400, 'INVALID_CONTENT', detail))
