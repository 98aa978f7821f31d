import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'

/** How many ask at once. */
const CONCURRENCY = 16

/** Whoever asks, in a process of its own: what it takes to ask is no cost of the gateway. */
export interface Load extends Disposable {
  /** Resolves when as many requests were answered; rejects with what was not answered as it must be. */
  ask(url: string, requests: number): Promise<void>
}

/** Starts the load: each request has the next of these tokens. */
export async function startLoad(query: string, tokens: readonly string[]): Promise<Load> {
  const child = fork(fileURLToPath(import.meta.url), ['load'])
  const tell = async (message: object): Promise<void> => {
    const ended = new AbortController()
    const end = (): void => ended.abort(new Error('the load has ended'))
    child.once('exit', end)
    child.send(message)
    const [answer] = await once(child, 'message', { signal: ended.signal })
    child.off('exit', end)
    if (answer !== 'done') throw new Error(String(answer))
  }
  await tell({ query, tokens })
  return {
    ask: (url, requests) => tell({ url, requests }),
    [Symbol.dispose]: () => void child.kill(),
  }
}

function serveLoad(send: (answer: string) => void): void {
  const pools = new Map<string, Pool>()
  let body = ''
  let tokens: readonly string[] = []
  let sent = 0
  const post = async (pool: Pool): Promise<void> => {
    sent += 1
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${tokens[sent % tokens.length]}`,
    }
    const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body })
    const text = await answer.body.text()
    if (answer.statusCode !== 200 || text.startsWith('{"errors"'))
      throw new Error(`answered ${answer.statusCode}: ${text.slice(0, 200)}`)
  }
  const askMany = async (url: string, requests: number): Promise<void> => {
    const pool = pools.get(url) ?? new Pool(url, { connections: CONCURRENCY })
    pools.set(url, pool)
    let left = requests
    const one = async (): Promise<void> => {
      while (left > 0) {
        left -= 1
        await post(pool)
      }
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, one))
  }
  process.on(
    'message',
    (message: { query: string; tokens: string[] } | { url: string; requests: number }) => {
      if ('url' in message)
        return void askMany(message.url, message.requests).then(
          () => send('done'),
          (error) => send(String(error)),
        )
      body = JSON.stringify({ query: message.query })
      tokens = message.tokens
      send('done')
    },
  )
}

if (process.argv[2] === 'load') serveLoad((answer) => void process.send?.(answer))
