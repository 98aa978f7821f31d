import { randomBytes } from 'node:crypto'
import { serviceNowSysId } from '#demo-world/native-ids.ts'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { notAuthenticated } from './errors.ts'
import type { Instance } from './state.ts'

export const CREDENTIALS = {
  clientId: 'b7f3c1d2e4a5968778695a4b3c2d1e0f',
  clientSecret: 'demo-servicenow-secret',
  username: 'weft.integration',
  password: 'demo-servicenow-password',
}

/** The user's record, whom the platform names as author of what it writes for us. */
export const INTEGRATION_USER = serviceNowSysId('sys_user', CREDENTIALS.username)

/** Seconds; the published sample of a token answer says 1799. */
const TOKEN_LIFE = 1_799
/** 100 days in seconds, the default of an OAuth registry entry. */
const REFRESH_LIFE = 8_640_000
/** Whether the instance grants tokens to a client alone; a new instance does not. */
const CLIENT_GRANT_ENABLED = 'glide.oauth.inbound.client.credential.grant_type.enabled'

type Context = EmulatorContext<Instance>

/** `POST /oauth_token.do`: takes a form and nothing else. */
export function answerToken(request: EmulatorRequest, { state, now }: Context): EmulatorResponse {
  const type = String(request.headers['content-type'] ?? '')
  if (!type.startsWith('application/x-www-form-urlencoded')) return refusal('server_error')
  const form = new URLSearchParams(request.body.toString('utf8'))
  const isClient =
    form.get('client_id') === CREDENTIALS.clientId && form.get('client_secret') === CREDENTIALS.clientSecret
  if (!isClient) return refusal('invalid_client')
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return state.properties.get(CLIENT_GRANT_ENABLED) === 'true'
        ? grant(state, now(), undefined)
        : refusal('access_denied')
    case 'password': {
      const isUser =
        form.get('username') === CREDENTIALS.username && form.get('password') === CREDENTIALS.password
      return isUser ? grant(state, now(), newRefreshToken(state, now())) : refusal('access_denied')
    }
    case 'refresh_token':
      return renew(form.get('refresh_token') ?? '', state, now())
    default:
      return refusal('server_error')
  }
}

function newRefreshToken({ refreshTokens }: Instance, now: Date): string {
  const token = randomBytes(43).toString('base64url')
  refreshTokens.set(token, { endsAt: now.getTime() + REFRESH_LIFE * 1000 })
  return token
}

/** The refresh token stays the same and keeps its end: no page says that the platform replaces it. */
function renew(refreshToken: string, state: Instance, now: Date): EmulatorResponse {
  const known = state.refreshTokens.get(refreshToken)
  return known && now.getTime() < known.endsAt ? grant(state, now, refreshToken) : refusal('access_denied')
}

function grant(state: Instance, now: Date, refreshToken: string | undefined): EmulatorResponse {
  const access = randomBytes(43).toString('base64url')
  state.tokens.set(access, { endsAt: now.getTime() + TOKEN_LIFE * 1000 })
  return {
    status: 200,
    body: {
      access_token: access,
      ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
      scope: 'useraccount',
      token_type: 'Bearer',
      expires_in: TOKEN_LIFE,
    },
  }
}

const refusal = (error: string): EmulatorResponse => ({
  status: 401,
  body: { error, error_description: 'access_denied' },
})

/** Refuses who brings neither a living token nor the integration user's password. */
export function refuseStranger(
  request: EmulatorRequest,
  { state, now }: Context,
): EmulatorResponse | undefined {
  const [scheme, value = ''] = (request.headers.authorization ?? '').split(' ', 2)
  if (scheme?.toLowerCase() === 'bearer') {
    const token = state.tokens.get(value)
    return token && now().getTime() < token.endsAt ? undefined : notAuthenticated()
  }
  const { username, password } = CREDENTIALS
  const isUser =
    scheme?.toLowerCase() === 'basic' &&
    Buffer.from(value, 'base64').toString('utf8') === `${username}:${password}`
  return isUser ? undefined : notAuthenticated()
}
