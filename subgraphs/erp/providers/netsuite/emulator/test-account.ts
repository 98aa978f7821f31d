import { constants, createPrivateKey, sign } from 'node:crypto'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { DEMO_PRIVATE_KEY } from './demo-key.ts'
import { createNetsuiteEmulator } from './index.ts'

// An account for tests, asked with nothing but fetch and Node's own cryptography.

export const REST = '/services/rest'

export interface AssertionChanges {
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
  padding?: number
}

// biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what a test asserts
export type Json = any

export async function start() {
  const emulator = await startEmulator(createNetsuiteEmulator())
  return { ...signIn(emulator), [Symbol.asyncDispose]: () => emulator.close() }
}

/** Calls to an emulator that runs. */
export function signIn(emulator: Emulator) {
  const requestToken = async (changes: AssertionChanges = {}, form: Record<string, string> = {}) => {
    const response = await fetch(`${emulator.baseUrl}${REST}/auth/oauth2/v1/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: makeAssertion(emulator, await emulatedNow(emulator), changes),
        ...form,
      }),
    })
    return { status: response.status, body: (await response.json()) as Json }
  }
  const authorization = async () => {
    const { body } = await requestToken({ claims: { scope: ['rest_webservices', 'restlets'] } })
    return `Bearer ${body.access_token}`
  }
  return {
    emulator,
    requestToken,
    async get(path: string) {
      const response = await fetch(emulator.baseUrl + REST + path, {
        headers: { authorization: await authorization() },
      })
      return { status: response.status, headers: response.headers, body: (await response.json()) as Json }
    },
    async query(
      q: string,
      {
        params,
        page = '',
        headers = {},
      }: { params?: readonly unknown[]; page?: string; headers?: Record<string, string> } = {},
    ) {
      const response = await fetch(`${emulator.baseUrl}${REST}/query/v1/suiteql${page}`, {
        method: 'POST',
        headers: {
          prefer: 'transient',
          'content-type': 'application/json',
          authorization: await authorization(),
          ...headers,
        },
        body: JSON.stringify({ q, ...(params ? { params } : {}) }),
      })
      return { status: response.status, body: (await response.json()) as Json }
    },
    /** A call to the record service, or to any path that starts with a slash. */
    async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const target = path.startsWith('/') ? path : `${REST}/record/v1/${path}`
      const response = await fetch(emulator.baseUrl + target, {
        method,
        headers: { authorization: await authorization(), 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const location = response.headers.get('location') ?? ''
      return {
        status: response.status,
        headers: response.headers,
        body: (text === '' ? undefined : JSON.parse(text)) as Json,
        /** The last part of the Location header. */
        id: location.slice(location.lastIndexOf('/') + 1),
      }
    },
    /** Sets the account up as an administrator would. */
    async setUp(changes: Json) {
      const response = await fetch(`${emulator.baseUrl}/__emulator/account`, {
        method: 'POST',
        body: JSON.stringify(changes),
      })
      if (response.status !== 200) throw new Error(await response.text())
    },
  }
}

/** Seconds since 1970 by the emulator's clock, which a test may have moved. */
async function emulatedNow({ baseUrl }: { baseUrl: string }): Promise<number> {
  const { now } = (await (await fetch(`${baseUrl}/__emulator/clock`)).json()) as { now: string }
  return Math.floor(Date.parse(now) / 1000)
}

function makeAssertion(
  { baseUrl, credentials }: { baseUrl: string; credentials: Record<string, string> },
  now: number,
  { header, claims, padding }: AssertionChanges,
): string {
  const parts = [
    { typ: 'JWT', alg: 'PS256', kid: credentials.certificateId, ...header },
    {
      iss: credentials.clientId,
      scope: ['rest_webservices'],
      aud: `${baseUrl}${REST}/auth/oauth2/v1/token`,
      iat: now,
      exp: now + 300,
      ...claims,
    },
  ]
  const signed = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(signed), {
    key: createPrivateKey(DEMO_PRIVATE_KEY),
    padding: padding ?? constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  })
  return `${signed}.${signature.toString('base64url')}`
}

export const detailOf = (body: Json) => body['o:errorDetails'][0]
