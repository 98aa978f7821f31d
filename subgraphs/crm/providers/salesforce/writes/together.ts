import { z } from 'zod'
import { WeftError } from '#shared/errors.ts'
import { toWeftError } from '../errors.ts'

/** Beyond it a graph, which takes 500 parts and no conditions. */
const PARTS_OF_A_COMPOSITE = 25
export const MAX_PARTS = 500

/** One record written or read in a call of several. */
export interface WritePart {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the version; may hold what an earlier part answered: `/sobjects/Contract/@{contract.id}`. */
  path: string
  /** Letters and digits. */
  referenceId: string
  body?: Readonly<Record<string, unknown>>
  /** STALE_VERSION where the record was changed after this second. Deletions know no conditions. */
  unmodifiedSince?: Date | undefined
}

/**
 * Parts as one call, which takes effect whole or not at all and counts once. `base` is the version's path.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-composite-post.html,
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-graph.html
 */
export function toTogetherCall(parts: readonly WritePart[], base: string): { path: string; body: string } {
  const compositeRequest = parts.map(({ method, path, referenceId, body, unmodifiedSince }) => ({
    method,
    url: base + path,
    referenceId,
    ...(body && { body }),
    ...(unmodifiedSince && { httpHeaders: { 'If-Unmodified-Since': unmodifiedSince.toUTCString() } }),
  }))
  if (parts.length <= PARTS_OF_A_COMPOSITE)
    return { path: '/composite', body: JSON.stringify({ allOrNone: true, compositeRequest }) }
  const graphs = [{ graphId: 'weft', compositeRequest }]
  return { path: '/composite/graph', body: JSON.stringify({ graphs }) }
}

const Composite = z.looseObject({
  compositeResponse: z.array(z.looseObject({ body: z.unknown(), httpStatusCode: z.int() })),
})
const Graphs = z.looseObject({ graphs: z.tuple([z.looseObject({ graphResponse: Composite })]) })
/** What is said of a part that was taken back because another one failed. */
const TakenBack = z.tuple([z.looseObject({ errorCode: z.literal('PROCESSING_HALTED') })])

/** The body of each part, or why nothing took effect: the refusal of the part that failed. */
export function toBodies(answer: unknown, count: number, system: string): unknown[] | WeftError {
  const composite = Graphs.safeParse(answer).data?.graphs[0].graphResponse ?? Composite.safeParse(answer).data
  const parts = composite?.compositeResponse
  if (parts?.length !== count)
    throw new WeftError('INVALID_RESPONSE', 'a composite call has another number of answers', { system })
  const failed = parts.filter(({ httpStatusCode }) => httpStatusCode >= 300)
  const cause = failed.find(({ body }) => !TakenBack.safeParse(body).success) ?? failed[0]
  if (cause) return toWeftError(cause.httpStatusCode, cause.body, system)
  return parts.map(({ body }) => body)
}
