import type { IncomingHttpHeaders } from 'node:http'

const OPERATION = 'x-weft-operation'
const RECEIVED_AT = 'x-weft-received-at'
const TIMEOUT_MS = 'x-weft-timeout-ms'

/** What a subgraph is told of the operation that a fetch is part of. */
export interface OperationFacts {
  /** Names the operation among all of its caller; undefined for its only fetch from this subgraph. */
  operationId: string | undefined
  /** When the operation arrived at the gateway: its "now" in every subgraph. */
  receivedAt: Date
  /** The time that is left for an answer. */
  timeoutMs: number
}

/** Says it in headers. */
export function toOperationHeaders({
  operationId,
  receivedAt,
  timeoutMs,
}: OperationFacts): Record<string, string> {
  return {
    ...(operationId === undefined ? {} : { [OPERATION]: operationId }),
    [RECEIVED_AT]: receivedAt.toISOString(),
    [TIMEOUT_MS]: String(timeoutMs),
  }
}

/** Reads it back; what is missing or malformed is undefined. */
export function readOperationHeaders(headers: IncomingHttpHeaders): {
  [Fact in keyof OperationFacts]: OperationFacts[Fact] | undefined
} {
  const operationId = textOf(headers[OPERATION], /^[\w-]{1,64}$/)
  const receivedAt = textOf(headers[RECEIVED_AT], /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/)
  const timeoutMs = textOf(headers[TIMEOUT_MS], /^\d{1,7}$/)
  const instant = receivedAt === undefined ? undefined : new Date(receivedAt)
  return {
    operationId,
    receivedAt: instant && !Number.isNaN(instant.getTime()) ? instant : undefined,
    timeoutMs: timeoutMs === undefined ? undefined : Number(timeoutMs),
  }
}

const textOf = (value: string | string[] | undefined, form: RegExp): string | undefined =>
  typeof value === 'string' && form.test(value) ? value : undefined
