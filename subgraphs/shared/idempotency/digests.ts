import { createHash } from 'node:crypto'
import type { KeyedRequest } from './idempotency-keys.ts'

/** Of an input, however its fields are ordered; what is null counts as absent. */
export function digestOfInput(input: object): string {
  return sha256(canonicalJson(input))
}

/** Names the write towards systems: by who asks for what, under which key, with which input. */
export function writeKeyOf({ clientId, operation, key }: KeyedRequest, inputDigest: string): string {
  return `${operation}:${sha256(JSON.stringify([clientId, operation, key, inputDigest])).slice(0, 40)}`
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    const fields = Object.entries(part).filter(([, field]) => field !== null && field !== undefined)
    return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)))
  })
}
