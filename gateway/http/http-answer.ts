import type { ExecutionResult, FormattedExecutionResult } from 'graphql'
import type { RequestContext } from '#shared/subgraph/context.ts'
import { publishError } from './client-errors.ts'
import type { ResponseMediaType } from './negotiate.ts'

/** What is sent back for an operation. */
export interface HttpAnswer {
  status: number
  headers: Readonly<Record<string, string>>
  body: string
}

/** A request without data never reached a field: only the newer media type may say so by its status. */
export function statusOf({ data }: Pick<ExecutionResult, 'data'>, mediaType: ResponseMediaType): number {
  return mediaType === 'application/json' || data !== undefined ? 200 : 400
}

/** Where whoever governs the operation said when to come again, it was not run. */
export const statusWith = (status: number, { answerHeaders }: RequestContext): number =>
  answerHeaders?.['retry-after'] === undefined ? status : 429

/** The answer of an execution as its client may see it. */
export function publishResult(
  result: ExecutionResult,
  request: RequestContext,
): FormattedExecutionResult<Record<string, unknown>> {
  const { errors, ...rest } = result
  return errors
    ? { errors: errors.map((error) => publishError(error.toJSON(), error, request)), ...rest }
    : rest
}

/** The same as it goes over HTTP. */
export function toHttpAnswer(
  result: ExecutionResult,
  mediaType: ResponseMediaType,
  request: RequestContext,
): HttpAnswer {
  return {
    status: statusOf(result, mediaType),
    headers: { 'content-type': `${mediaType}; charset=utf-8` },
    body: JSON.stringify(publishResult(result, request)),
  }
}
