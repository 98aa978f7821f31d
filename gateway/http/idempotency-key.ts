const QUOTED = /^"([^"\\]*)"$/

/**
 * The key of a request's `Idempotency-Key`, as clients of payment APIs send it, or quoted as the draft standard has it
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/). What it must look like is the mutation's to say.
 */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  const text = typeof header === 'string' ? header : header[0]
  const key = text?.trim()
  if (!key) return undefined
  return QUOTED.exec(key)?.[1] ?? key
}
