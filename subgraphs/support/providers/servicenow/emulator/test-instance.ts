import { type Emulator, startEmulator } from '#shared/emulator/emulator.ts'
import { createServicenowEmulator } from './index.ts'

/** An answer of the instance, its body parsed where it has one. */
export interface Answer {
  status: number
  headers: Headers
  body: { result: Row; error: { message: string; detail: string | null } } & Record<string, unknown>
}

export type Row = Record<string, string>

/** An instance of a test's own, asked as the integration user. */
export interface TestInstance {
  emulator: Emulator
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Rows of a table, references as plain ids. */
  list(table: string, query: string): Promise<Row[]>
  /** What an administrator would set. */
  configure(settings: Record<string, unknown>): Promise<void>
  moveClock(seconds: number): Promise<void>
}

export async function startInstance(context: {
  after(end: () => Promise<void>): void
}): Promise<TestInstance> {
  const emulator = await startEmulator(createServicenowEmulator())
  context.after(() => emulator.close())
  const { username, password } = emulator.credentials
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const control = async (path: string, body: unknown): Promise<void> => {
    await fetch(`${emulator.baseUrl}/__emulator/${path}`, { method: 'POST', body: JSON.stringify(body) })
  }
  const ask: TestInstance['ask'] = async (method, path, body, headers = {}) => {
    const response = await fetch(emulator.baseUrl + path, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
  }
  return {
    emulator,
    ask,
    async list(table, query) {
      const parameters = new URLSearchParams({ sysparm_query: query, sysparm_exclude_reference_link: 'true' })
      const { body } = await ask('GET', `/api/now/v2/table/${table}?${parameters}`)
      return body.result as unknown as Row[]
    },
    configure: (settings) => control('instance', settings),
    moveClock: (advanceSeconds) => control('clock', { advanceSeconds }),
  }
}
