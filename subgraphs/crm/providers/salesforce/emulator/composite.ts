import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { AnswerPart, DataRequest } from './data-request.ts'
import { SalesforceRefusal } from './errors.ts'
import { resolveReferences } from './references.ts'
import { limitExceeded, type Part, partsOf, requiredMissing, toSubrequest } from './subrequests.ts'
import { rollbackTo } from './write/transaction.ts'

const MAX_SUBREQUESTS = 25
const MAX_QUERIES = 5
const MAX_NODES = 500
const MAX_GRAPH_ID = 40

/** `POST /composite/batch`: independent parts, each with its status. Each part counts against the daily limit. */
export function answerBatch(request: DataRequest, answer: AnswerPart): EmulatorResponse {
  const { batchRequests, haltOnError } = (request.body ?? {}) as {
    batchRequests?: unknown
    haltOnError?: unknown
  }
  const parts = partsOf(batchRequests, 'batchRequests', MAX_SUBREQUESTS)
  const results: { statusCode: number; result: unknown }[] = []
  for (const part of parts) {
    const halted = haltOnError === true && results.some(({ statusCode }) => statusCode >= 400)
    const url = `/services/data/${part.url.replace(/^\/?(services\/data\/)?/, '')}`
    const { status, body } = halted ? HALTED : answer(toSubrequest(request, { ...part, url }), 'OWN')
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

/** `POST /composite`: up to 25 parts, 5 of them queries or collections; the whole counts as one call. */
export function answerComposite(request: DataRequest, answer: AnswerPart): EmulatorResponse {
  const { compositeRequest, allOrNone } = (request.body ?? {}) as {
    compositeRequest?: unknown
    allOrNone?: unknown
  }
  const parts = partsOf(compositeRequest, 'compositeRequest', MAX_SUBREQUESTS)
  const queries = parts.filter(({ url }) => /\/(query|queryAll|composite\/sobjects)\b/.test(url))
  if (queries.length > MAX_QUERIES)
    throw limitExceeded(
      `Too many query or collection subrequests: ${queries.length}. Maximum is ${MAX_QUERIES}.`,
    )
  const { compositeResponse } = runParts(request, parts, { answer, isAtomic: allOrNone === true })
  return { status: 200, body: { compositeResponse } }
}

/** `POST /composite/graph`: several composites of 500 parts in all, each of which takes effect whole or not at all. */
export function answerGraphs(request: DataRequest, answer: AnswerPart): EmulatorResponse {
  const { graphs } = (request.body ?? {}) as { graphs?: unknown }
  if (!Array.isArray(graphs) || graphs.length === 0) throw requiredMissing('graphs')
  const parsed = graphs.map((graph: { graphId?: unknown; compositeRequest?: unknown }) => ({
    graphId: String(graph.graphId ?? ''),
    parts: partsOf(graph.compositeRequest, 'compositeRequest', MAX_NODES),
  }))
  if (parsed.reduce((nodes, { parts }) => nodes + parts.length, 0) > MAX_NODES)
    throw limitExceeded(`Maximum number of nodes is ${MAX_NODES}`)
  if (parsed.some(({ graphId }) => graphId === '' || graphId.length >= MAX_GRAPH_ID))
    throw new SalesforceRefusal(400, 'INVALID_INPUT', `graphId must have 1 to ${MAX_GRAPH_ID - 1} characters`)
  const answers = parsed.map(({ graphId, parts }) => {
    const { compositeResponse, isSuccessful } = runParts(request, parts, { answer, isAtomic: true })
    return { graphId, graphResponse: { compositeResponse }, isSuccessful }
  })
  return { status: 200, body: { graphs: answers } }
}

interface PartAnswer {
  body: unknown
  httpHeaders: Record<string, string>
  httpStatusCode: number
  referenceId: string
}

/** Answers parts in their order; an atomic run stops at the first failure and takes everything back. */
function runParts(
  request: DataRequest,
  parts: readonly Part[],
  { answer, isAtomic }: { answer: AnswerPart; isAtomic: boolean },
): { compositeResponse: PartAnswer[]; isSuccessful: boolean } {
  assertReferenceIds(parts)
  const mark = request.transaction.changes.length
  const answered = new Map<string, unknown>()
  const compositeResponse: PartAnswer[] = []
  for (const part of parts) {
    const result = answerPart(request, part, { answer, answered, isAtomic })
    compositeResponse.push(result)
    if (result.httpStatusCode < 300) answered.set(part.referenceId, result.body)
    else if (isAtomic) {
      rollbackTo(request.transaction, mark)
      return {
        compositeResponse: parts.map((each, at) => takenBack(each, compositeResponse[at], result)),
        isSuccessful: false,
      }
    }
  }
  return { compositeResponse, isSuccessful: true }
}

function answerPart(
  request: DataRequest,
  part: Part,
  run: { answer: AnswerPart; answered: ReadonlyMap<string, unknown>; isAtomic: boolean },
): PartAnswer {
  const { status, body, headers } = answerResolved(request, part, run)
  return {
    body: body ?? null,
    httpHeaders: headers?.Location === undefined ? {} : { Location: headers.Location },
    httpStatusCode: status,
    referenceId: part.referenceId,
  }
}

function answerResolved(
  request: DataRequest,
  part: Part,
  { answer, answered, isAtomic }: Parameters<typeof answerPart>[2],
): EmulatorResponse {
  try {
    return answer(toSubrequest(request, resolveReferences(part, answered)), isAtomic ? 'SAME' : 'OWN')
  } catch (error) {
    if (error instanceof SalesforceRefusal) return error.toResponse()
    throw error
  }
}

const ROLLED_BACK = [
  {
    errorCode: 'PROCESSING_HALTED',
    message: 'The transaction was rolled back since another operation in the same transaction failed.',
  },
]

/** What a part of a failed run is told. A collection keeps its body, which still says `success: true`. */
function takenBack({ referenceId }: Part, own: PartAnswer | undefined, failed: PartAnswer): PartAnswer {
  if (own === failed) return failed
  const body = own && isCollection(own.body) ? own.body : ROLLED_BACK
  return { body, httpHeaders: {}, httpStatusCode: 400, referenceId }
}

const isCollection = (body: unknown): boolean =>
  Array.isArray(body) &&
  body.every((entry) => typeof entry === 'object' && entry !== null && 'success' in entry)

function assertReferenceIds(parts: readonly Part[]): void {
  const ids = parts.map(({ referenceId }) => referenceId)
  const wrong = ids.find((id, at) => !/^[A-Za-z0-9]\w*$/.test(id) || ids.indexOf(id) !== at)
  if (wrong === undefined) return
  throw new SalesforceRefusal(
    400,
    'INVALID_INPUT',
    `Provided referenceId ('${wrong}') must start with a letter or a number, and it can contain only letters, numbers ` +
      `and underscores ('_'), and it must be unique.`,
  )
}
