import type { EmulatorResponse } from '#shared/emulator/emulator.ts'

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

/** The section of the RFC that defines the status; 429 has an RFC of its own. */
function typeOf(status: number): string {
  if (status === 429) return 'https://www.rfc-editor.org/rfc/rfc6585.html#section-4'
  return `https://www.rfc-editor.org/rfc/rfc9110.html#section-15.${status < 500 ? 5 : 6}.${(status % 100) + 1}`
}

/** Where the mistake is: at most one of `o:errorPath`, `o:errorQueryParam`, `o:errorHeader`, `o:errorUrl`. */
type Place = Partial<Record<'o:errorPath' | 'o:errorQueryParam' | 'o:errorHeader' | 'o:errorUrl', string>>

/** NetSuite's error body: RFC 9457's members and `o:errorDetails`. */
export function problem(status: number, code: string, detail: string, place: Place = {}): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/vnd.oracle.resource+json; type=error; charset=UTF-8' },
    body: {
      type: typeOf(status),
      title: TITLES[status] ?? 'Error',
      status,
      'o:errorDetails': [{ detail, ...place, 'o:errorCode': code }],
    },
  }
}

/** Thrown anywhere in a request; what it has done so far is undone and `response` is sent. */
export class Refusal extends Error {
  readonly response: EmulatorResponse
  constructor(response: EmulatorResponse) {
    super('refused')
    this.response = response
  }
}

/** A refusal by business logic: they all share one code, only the text tells them apart. */
export const userError = (text: string, place: Place = {}): Refusal =>
  new Refusal(problem(400, 'USER_ERROR', `Error while accessing a resource. ${text}`, place))

export const missing = (label: string): Refusal => userError(`Please enter value(s) for: ${label}.`)

/** A value that the field cannot hold, or that names a record which is not there. */
export const invalidValue = (value: string, field: string, path: string): Refusal =>
  new Refusal(
    problem(
      400,
      'INVALID_CONTENT',
      `Error while accessing a resource. You have entered an Invalid Field Value ${value} for the following field: ${field}`,
      { 'o:errorPath': path },
    ),
  )

export const nonexistent = (path: string): Refusal =>
  new Refusal(
    problem(
      404,
      'NONEXISTENT_ID',
      'The record instance does not exist. Provide a valid record instance ID.',
      {
        'o:errorUrl': path,
      },
    ),
  )

export const forbidden = (): Refusal =>
  new Refusal(
    problem(
      403,
      'INSUFFICIENT_PERMISSION',
      'Permission Violation: Your current role does not have permission to perform this action.',
    ),
  )

export const invalidLogin = (): EmulatorResponse => {
  const refusal = problem(
    401,
    'INVALID_LOGIN',
    'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles > User Management > View Login Audit Trail.',
  )
  return { ...refusal, headers: { ...refusal.headers, 'www-authenticate': 'Bearer error="invalid_token"' } }
}

export const invalidQuery = (description: string): EmulatorResponse =>
  problem(
    400,
    'INVALID_PARAMETER',
    `Invalid search query. Detailed unprocessed description follows. ${description}`,
    { 'o:errorQueryParam': 'q' },
  )
