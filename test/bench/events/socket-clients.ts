import { issueToken } from '../world/tokens.ts'
import { openRawSocket, type RawSocket } from './raw-socket.ts'

/** Opens so many sockets, each of an agent of its own. */
export interface OpenOrder {
  url: string
  sockets: number
  firstNumber: number
}

export type ToClients =
  | { open: OpenOrder }
  /** Every socket subscribes. */
  | { subscribe: string }
  /** Forgets what has arrived, and tells when so many messages have, or what has after a while. */
  | { await: { messages: number; timeoutMs: number } }
  /** How many sockets have had an event since they subscribed. */
  | 'reached'

/** Instants are nanoseconds of the machine's monotonic clock, which all processes share, as text. */
export type FromClients =
  | { opened: number }
  | { subscribed: number }
  | { arrivals: string[] }
  | { reached: number }

/** A process full of clients: their work must not be the gateway's. */
const sockets: RawSocket[] = []
const reached = new Set<number>()
let arrivals: bigint[] = []
let wanted = Number.POSITIVE_INFINITY
let enough = (): void => {}

const say = (message: FromClients): void => void process.send?.(message)

async function open(url: string, number: number): Promise<void> {
  const acknowledged = Promise.withResolvers<void>()
  let isAcknowledged = false
  const socket = await openRawSocket(url, (message) => {
    if (isAcknowledged) return receive(number, message)
    isAcknowledged = true
    acknowledged.resolve()
  })
  const payload = { authorization: `Bearer ${issueToken(`agent-${number}`)}` }
  socket.send(JSON.stringify({ type: 'connection_init', payload }))
  await acknowledged.promise
  sockets.push(socket)
}

/** The beginning says what a message is, whoever wrote it. */
const NEXT = '"next"'
const BEGINNING = 200

function receive(number: number, message: Buffer): void {
  const at = process.hrtime.bigint()
  const beginning = message.toString('latin1', 0, BEGINNING)
  if (!beginning.includes(NEXT) || beginning.includes('"errors"')) {
    process.stderr.write(`unexpected: ${message.toString().slice(0, 300)}\n`)
    return
  }
  reached.add(number)
  arrivals.push(at)
  if (arrivals.length === wanted) enough()
}

/** A few at a time: what is measured is holding sockets, not accepting them. */
async function openAll({ url, sockets: count, firstNumber }: OpenOrder): Promise<void> {
  let next = 0
  const openSome = async (): Promise<void> => {
    while (next < count) await open(url, firstNumber + next++)
  }
  await Promise.all(Array.from({ length: 20 }, openSome))
  say({ opened: sockets.length })
}

async function awaitMessages(messages: number, timeoutMs: number): Promise<void> {
  arrivals = []
  wanted = messages
  await new Promise<void>((resolve) => {
    enough = resolve
    setTimeout(resolve, timeoutMs)
  })
  wanted = Number.POSITIVE_INFINITY
  say({ arrivals: arrivals.map(String) })
}

function subscribe(query: string): void {
  for (const [index, socket] of sockets.entries())
    socket.send(
      JSON.stringify({
        id: crypto.randomUUID(),
        type: 'subscribe',
        payload: { query, extensions: { index } },
      }),
    )
  say({ subscribed: sockets.length })
}

process.on('message', (message: ToClients) => {
  if (message === 'reached') say({ reached: reached.size })
  else if ('open' in message)
    openAll(message.open).catch((cause: unknown) => {
      process.stderr.write(`sockets did not open: ${cause}\n`)
      process.exit(1)
    })
  else if ('subscribe' in message) subscribe(message.subscribe)
  else void awaitMessages(message.await.messages, message.await.timeoutMs)
})
process.once('disconnect', () => process.exit())
