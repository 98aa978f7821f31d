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
