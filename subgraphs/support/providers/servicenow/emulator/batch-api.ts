import { STATUS_CODES } from 'node:http'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { failure } from './errors.ts'
import type { Instance } from './state.ts'

type Context = EmulatorContext<Instance>
type Answer = (request: EmulatorRequest, context: Context) => EmulatorResponse

interface BatchRequest {
  id: string
  method: string
  url: string
  headers?: { name: string; value: string }[]
  exclude_response_headers?: boolean
  /** Base64. */
  body?: string
}

/** `POST /api/now/v1/batch`: one request after the other, without a transaction; a quota may end it early. */
export function answerBatch(request: EmulatorRequest, context: Context, answer: Answer): EmulatorResponse {
  const batch = readBatch(request)
  if (!batch) return failure(400, 'Exception while reading request', 'The payload is not valid JSON')
  const quota = context.state.batchQuota ?? batch.requests.length
  return {
    status: 200,
    body: {
      batch_request_id: batch.id,
      serviced_requests: batch.requests.slice(0, quota).map((item) => serve(item, request, context, answer)),
      unserviced_requests: batch.requests.slice(quota).map(({ id }) => id),
    },
  }
}

function serve(item: BatchRequest, outer: EmulatorRequest, context: Context, answer: Answer): unknown {
  const [path = '', query = ''] = item.url.split('?', 2)
  const {
    status,
    headers = {},
    body,
  } = answer(
    {
      method: item.method,
      path,
      query: new URLSearchParams(query),
      headers: {
        ...Object.fromEntries((item.headers ?? []).map(({ name, value }) => [name.toLowerCase(), value])),
        authorization: outer.headers.authorization,
      },
      body: Buffer.from(item.body ?? '', 'base64'),
      params: {},
    },
    context,
  )
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const sent = { 'Content-Type': 'application/json;charset=UTF-8', ...headers }
  return {
    id: item.id,
    body: Buffer.from(text).toString('base64'),
    status_code: status,
    status_text: STATUS_CODES[status] ?? '',
    headers: item.exclude_response_headers
      ? []
      : Object.entries(sent).map(([name, value]) => ({ name, value })),
    execution_time: 1,
  }
}

function readBatch({ body }: EmulatorRequest): { id: string; requests: BatchRequest[] } | undefined {
  try {
    const value = JSON.parse(body.toString('utf8')) as { batch_request_id?: unknown; rest_requests?: unknown }
    if (!Array.isArray(value.rest_requests)) return undefined
    return { id: String(value.batch_request_id ?? ''), requests: value.rest_requests as BatchRequest[] }
  } catch {
    return undefined
  }
}
