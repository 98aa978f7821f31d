import { STATUS_CODES } from 'node:http'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { unreadable } from './errors.ts'
import type { Instance } from './state.ts'
import { isObject, readJson } from './write/input.ts'

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
  if (!batch) return unreadable()
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
  const value = readJson(body)
  const requests = isObject(value) ? value.rest_requests : undefined
  if (!isObject(value) || !Array.isArray(requests) || !requests.every(isRequest)) return undefined
  return { id: String(value.batch_request_id ?? ''), requests }
}

const isRequest = (item: unknown): item is BatchRequest =>
  isObject(item) && ['id', 'method', 'url'].every((name) => typeof item[name] === 'string')
