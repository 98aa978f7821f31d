import { Connection } from 'jsforce'
import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { createSalesforceEmulator } from './index.ts'

/** An answer with its body read. */
export interface Answered {
  status: number
  headers: Headers
  body: unknown
}

/** A running stand-in and a session in it, for tests. */
export interface TestOrg {
  emulator: Emulator
  token: string
  /** Calls below `/services/data/v66.0`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
  /** Calls below `/__emulator`. */
  control(path: string, body: unknown): Promise<void>
}

export async function startTestOrg(): Promise<TestOrg> {
  const emulator = await startEmulator(createSalesforceEmulator())
  const token = await signIn(emulator)
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${emulator.baseUrl}/services/data/v66.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }
  const control = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(`${emulator.baseUrl}/__emulator${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(await response.text())
  }
  return { emulator, token, call, control }
}

export async function signIn(emulator: Emulator): Promise<string> {
  const { clientId = '', clientSecret = '' } = emulator.credentials
  const response = await fetch(`${emulator.baseUrl}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

/** The most used client, unchanged. */
export function connectJsforce({ emulator, token }: TestOrg): Connection {
  return new Connection({
    instanceUrl: emulator.baseUrl,
    accessToken: token,
    version: '66.0',
    callOptions: { client: 'weft' },
  })
}

/** Status, code and words of the vendor's first error. */
export function refusalOf({ status, body }: Answered): [number, string, string] {
  const [{ errorCode, message }] = body as [{ errorCode: string; message: string }]
  return [status, errorCode, message]
}
