import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { issueToken } from '../../bench/world/tokens.ts'

/** Somebody who waits for one kind of event, comes back when a connection ends, and goes on where it was. */
export interface Subscriber {
  field: 'caseEscalated' | 'caseResolved'
  /** Everything seen, in the order in which it came. */
  readonly seen: readonly Seen[]
  /** How often it had to come back. */
  readonly returns: number
  end(): Promise<void>
}

export interface Seen {
  sequence: number
  nativeId: string
}

interface Answer {
  sequence: string
  source: { externalId: string }
}

const RETURN_AFTER_MS = 50

/** `originOf` says where to go, each time; `since` is where the first reading begins, undefined: now. */
export function startSubscriber(
  field: Subscriber['field'],
  { originOf, since }: { originOf(): string; since: string | undefined },
): Subscriber {
  const query = `subscription ($since: String) { ${field}(since: $since) { sequence source { externalId } } }`
  const seen: Seen[] = []
  let returns = 0
  let isOver = false
  let client: Client | undefined

  const readOnce = async (): Promise<void> => {
    client = createClient({
      url: `${originOf().replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${issueToken('soak')}` },
      retryAttempts: 0,
    })
    const last = seen.at(-1)?.sequence.toString() ?? since
    for await (const { data, errors } of client.iterate({ query, variables: { since: last } })) {
      if (errors) throw new Error(JSON.stringify(errors))
      const { sequence, source } = (data as Record<string, Answer>)[field] as Answer
      seen.push({ sequence: Number(sequence), nativeId: source.externalId })
    }
  }
  const read = async (): Promise<void> => {
    while (!isOver) {
      await readOnce().catch(() => {})
      if (isOver) return
      returns += 1
      await sleep(RETURN_AFTER_MS)
    }
  }
  const reading = read()
  return {
    field,
    seen,
    get returns() {
      return returns
    },
    async end() {
      isOver = true
      await client?.dispose()
      await reading
    },
  }
}
