import { ERRORS, type ErrorCode, type ErrorFacts } from '#shared/errors.ts'

/** A request that is turned away before it is an operation: status, code of the catalogue, and words for the caller. */
export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal'
  readonly status: number
  readonly code: ErrorCode
  readonly headers: Readonly<Record<string, string>>
  readonly facts: ErrorFacts

  constructor(
    status: number,
    code: ErrorCode,
    message: string = ERRORS[code].meaning,
    headers: Readonly<Record<string, string>> = {},
    facts: ErrorFacts = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
    this.facts = facts
  }
}
