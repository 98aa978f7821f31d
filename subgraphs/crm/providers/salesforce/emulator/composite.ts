import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { DataRequest } from './data.ts'
import { SalesforceRefusal } from './errors.ts'

const MAX_SUBREQUESTS = 25
const MAX_QUERIES = 5

type AnswerResource = (request: DataRequest) => EmulatorResponse

/** `POST /composite/batch`: independent parts, each with its status. Each part counts against the daily limit. */
export function answerBatch(request: DataRequest, answer: AnswerResource): EmulatorResponse {
  const { batchRequests, haltOnError } = (request.body ?? {}) as {
    batchRequests?: unknown
    haltOnError?: unknown
  }
  const parts = partsOf(batchRequests, 'batchRequests')
  const results: { statusCode: number; result: unknown }[] = []
  for (const { method, url, richInput } of parts) {
    const halted = haltOnError === true && results.some(({ statusCode }) => statusCode >= 400)
    const { status, body } = halted
      ? HALTED
      : answer(
          toSubrequest(request, {
            method,
            url: `/services/data/${url.replace(/^\/?(services\/data\/)?/, '')}`,
            body: richInput,
          }),
        )
    results.push({ statusCode: status, result: body ?? null })
  }
  // The call itself was counted when it came in.
  request.org.apiUsage += Math.max(0, parts.length - 1)
  return { status: 200, body: { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results } }
}

const HALTED: EmulatorResponse = {
  status: 412,
  body: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
}

/** `POST /composite`: up to 25 parts, 5 of them queries; the whole counts as one call. */
export function answerComposite(request: DataRequest, answer: AnswerResource): EmulatorResponse {
  const { compositeRequest } = (request.body ?? {}) as { compositeRequest?: unknown }
  const parts = partsOf(compositeRequest, 'compositeRequest')
  const queries = parts.filter(({ url }) => /\/(query|queryAll|composite\/sobjects)\b/.test(url))
  if (queries.length > MAX_QUERIES) {
    throw new SalesforceRefusal(
      400,
      'LIMIT_EXCEEDED',
      `Limit exceeded. Too many query or collection subrequests: ${queries.length}. Maximum is ${MAX_QUERIES}.`,
    )
  }
  const compositeResponse = parts.map(({ method, url, body, referenceId }) => {
    const answered = answer(toSubrequest(request, { method, url, body }))
    return { body: answered.body ?? null, httpHeaders: {}, httpStatusCode: answered.status, referenceId }
  })
  return { status: 200, body: { compositeResponse } }
}

interface Part {
  method: string
  url: string
  referenceId: unknown
  body: unknown
  richInput: unknown
}

function partsOf(value: unknown, name: string): Part[] {
  if (!Array.isArray(value) || value.length === 0)
    throw new SalesforceRefusal(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${name}]`)
  if (value.length > MAX_SUBREQUESTS)
    throw new SalesforceRefusal(
      400,
      'LIMIT_EXCEEDED',
      `Limit exceeded. Maximum number of subrequests is ${MAX_SUBREQUESTS}`,
    )
  return value.map((part: Partial<Part>) => ({
    method: String(part.method ?? 'GET').toUpperCase(),
    url: String(part.url ?? ''),
    referenceId: part.referenceId,
    body: part.body,
    richInput: part.richInput,
  }))
}

function toSubrequest(
  outer: DataRequest,
  { method, url, body }: { method: string; url: string; body: unknown },
): DataRequest {
  const [path = '', query = ''] = url.split('?', 2)
  const [, version = outer.version, rest = ''] = /^\/services\/data\/(v\d+\.\d)(\/.*)?$/.exec(path) ?? []
  return {
    ...outer,
    method,
    version,
    path: rest.replace(/\/$/, ''),
    query: new URLSearchParams(query),
    headers: {},
    body,
  }
}
