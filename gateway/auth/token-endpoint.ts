import { HttpRefusal } from '../http/http-refusal.ts'
import { isLoopback } from '../settings/loopback.ts'
import { DEMO_ROLE_NAMES, DEMO_ROLES, isDemoRole } from './demo-roles.ts'
import { type DevelopmentIssuer, TOKEN_LIFETIME_SECONDS } from './development-issuer.ts'

/** What `POST /auth/token?role=` answers, in the words of RFC 6749. */
export async function answerTokenRequest(
  method: string | undefined,
  role: string | null,
  issuer: DevelopmentIssuer,
): Promise<{ access_token: string; token_type: 'Bearer'; expires_in: number; scope: string }> {
  if (method !== 'POST') {
    throw new HttpRefusal(405, 'BAD_REQUEST', 'A token is asked for by POST.', { allow: 'POST' })
  }
  if (role === null || !isDemoRole(role)) {
    throw new HttpRefusal(400, 'INVALID_ARGUMENT', `role must be one of ${DEMO_ROLE_NAMES.join(', ')}.`)
  }
  return {
    access_token: await issuer.issueToken(role),
    token_type: 'Bearer',
    expires_in: TOKEN_LIFETIME_SECONDS,
    scope: DEMO_ROLES[role].scopes.join(' '),
  }
}

/**
 * While anybody on this machine may have a token, only this machine's own names lead here: a page of another site whose
 * name was made to resolve to loopback (DNS rebinding) would otherwise be of the same origin.
 */
export function assertOwnName(host: string | undefined): void {
  const url = `http://${host ?? ''}`
  if (URL.canParse(url) && isLoopback(new URL(url).hostname)) return
  throw new HttpRefusal(421, 'BAD_REQUEST', 'This gateway answers to names of this machine only.')
}
