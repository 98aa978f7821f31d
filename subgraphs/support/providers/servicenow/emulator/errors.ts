import type { EmulatorResponse } from '#shared/emulator/emulator.ts'

/** The platform's error envelope. */
export function failure(
  status: number,
  message: string,
  detail: string | null,
  headers: Record<string, string> = {},
): EmulatorResponse {
  return { status, headers, body: { error: { message, detail }, status: 'failure' } }
}

export const notAuthenticated = (): EmulatorResponse =>
  failure(401, 'User Not Authenticated', 'Required to provide Auth information', {
    'WWW-Authenticate': 'BASIC realm="Service-now"',
  })

export const noRecord = (): EmulatorResponse =>
  failure(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval")

export const invalidTable = (table: string): EmulatorResponse => failure(400, `Invalid table ${table}`, null)

export const unreadable = (): EmulatorResponse =>
  failure(400, 'Exception while reading request', 'The payload is not valid JSON')

/** The platform would run it; this stand-in has nothing to run it with, and says so instead of finding too much. */
export const scriptNotRun = (): EmulatorResponse =>
  failure(400, 'Invalid query', 'A value begins with javascript:, which the emulator does not run')
