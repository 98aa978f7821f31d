import { z } from 'zod'
import { WeftError } from '#shared/errors.ts'
import type { VendorResponse } from '#shared/http/vendor-http.ts'

/** One GET within a batch. */
export interface BatchItem {
  id: string
  /** Path and query below the instance's address. */
  path: string
  /** Whether the answer's headers are wanted; they are long. */
  headers: boolean
}

export interface BatchOutcome {
  /** By item id. */
  serviced: Map<string, VendorResponse>
  /** Items that a quota left unasked. */
  unserviced: string[]
}

const BatchBody = z.object({
  serviced_requests: z.array(
    z.object({
      id: z.coerce.string(),
      status_code: z.number(),
      /** Base64. */
      body: z.string().nullish(),
      headers: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
    }),
  ),
  unserviced_requests: z
    .array(
      z.union([
        z.string(),
        z.number().transform(String),
        z.object({ id: z.coerce.string() }).transform(({ id }) => id),
      ]),
    )
    .nullish(),
})

export function packBatch(items: readonly BatchItem[]): string {
  return JSON.stringify({
    batch_request_id: '1',
    rest_requests: items.map(({ id, path, headers }) => ({
      id,
      method: 'GET',
      url: path,
      headers: [{ name: 'Accept', value: 'application/json' }],
      exclude_response_headers: !headers,
    })),
  })
}

/** The answers in the shape of calls of their own. */
export function unpackBatch(answer: unknown, system: string): BatchOutcome {
  const body = BatchBody.safeParse(answer)
  if (!body.success) throw new WeftError('INVALID_RESPONSE', 'the batch answer has another shape', { system })
  const serviced = body.data.serviced_requests.map(({ id, status_code, body: text, headers }) => {
    const response: VendorResponse = {
      status: status_code,
      headers: Object.fromEntries((headers ?? []).map(({ name, value }) => [name.toLowerCase(), value])),
      text: Buffer.from(text ?? '', 'base64').toString('utf8'),
    }
    return [id, response] as const
  })
  return { serviced: new Map(serviced), unserviced: body.data.unserviced_requests ?? [] }
}
