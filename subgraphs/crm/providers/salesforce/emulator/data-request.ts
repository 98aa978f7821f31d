import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { Org } from './org.ts'
import type { Transaction } from './write/change.ts'

/** A call below `/services/data/vXX.X/`: on its own, or as one part of a composite call. */
export interface DataRequest {
  method: string
  /** `v66.0` */
  version: string
  /** Below the version: `/query`, `/sobjects/Account/001…`. */
  path: string
  query: URLSearchParams
  headers: EmulatorRequest['headers']
  body: unknown
  org: Org
  now: Date
  /** What the call writes; it takes effect when the call has succeeded. */
  transaction: Transaction
}

/** `answer` lets a composite call answer its parts. */
export type Answer = (
  request: DataRequest,
  params: Record<string, string>,
  answer: AnswerPart,
) => EmulatorResponse

/** Answers a part in a transaction of its own, or in the one that the request carries on. */
export type AnswerPart = (request: DataRequest, join: 'OWN' | 'SAME') => EmulatorResponse
