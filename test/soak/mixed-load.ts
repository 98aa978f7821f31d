import type { Operation } from '../../gateway/execution/operation.ts'
import { QUERIES } from '../bench/queries.ts'
import { issueToken } from '../bench/world/tokens.ts'
import { ATTACKS } from '../scenarios/hostile-operations/attacks.ts'

/** What a client sends, and what it must get. */
interface Request {
  name: string
  operation: Operation
  isWhole(answer: Answer): boolean
}

interface Answer {
  data?: unknown
  errors?: readonly { extensions?: { code?: string } }[]
}

const isAnswered = ({ data, errors }: Answer): boolean => data !== undefined && errors === undefined
const isRefused = ({ errors }: Answer): boolean => errors?.[0]?.extensions?.code === 'LIMIT_EXCEEDED'

/** Details, lists, operations that are new every time, and one that is hostile, in turn; now and then a large answer. */
function requestOf(n: number): Request {
  const attack = ATTACKS[Math.floor(n / 8) % ATTACKS.length]
  if (n % 8 === 0 && attack) return { name: attack.title, operation: attack.operation, isWhole: isRefused }
  const name = n % 500 === 1 ? 'large' : (['detail', 'list', 'detail', 'miss'] as const)[n % 4]
  const query = QUERIES.find((each) => each.name === name)?.text(n) ?? ''
  return { name: String(name), operation: { query }, isWhole: isAnswered }
}

export interface MixedLoad {
  readonly sent: number
  /** By what was sent, each with the first lines of what came instead. */
  readonly failures: readonly string[]
  stop(): Promise<void>
}

/** Keeps so many requests under way at `url` until it is stopped. Every request carries a token of its own. */
export function startMixedLoad(url: string, connections: number): MixedLoad {
  const failures: string[] = []
  let sent = 0
  let isOver = false

  const send = async ({ name, operation, isWhole }: Request): Promise<void> => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${issueToken(`c-${sent}`)}` },
        body: JSON.stringify(operation),
      })
      const text = await response.text()
      if (!isWhole(JSON.parse(text) as Answer))
        failures.push(`${name}: ${response.status} ${text.slice(0, 200)}`)
    } catch (cause) {
      failures.push(`${name}: ${cause instanceof Error ? `${cause.message} ${String(cause.cause)}` : cause}`)
    }
  }
  const keepSending = async (): Promise<void> => {
    while (!isOver) {
      sent += 1
      await send(requestOf(sent))
    }
  }
  const clients = Array.from({ length: connections }, keepSending)
  return {
    get sent() {
      return sent
    },
    failures,
    async stop() {
      isOver = true
      await Promise.all(clients)
    },
  }
}
