import { randomUUID } from 'node:crypto'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { hasSession } from '../auth.ts'
import { OBJECTS } from '../objects.ts'
import type { Org } from '../org.ts'
import { channelOf, type Listener, subscribe } from './change-log.ts'

/** How long a connect is held open, and how soon the next must follow. */
const CONNECT_MS = 110_000
const ABSENCE_MS = 40_000
const RETRY = { reconnect: 'retry', interval: 0, timeout: CONNECT_MS } as const

const CHANNELS: ReadonlySet<string> = new Set([
  '/data/ChangeEvents',
  ...OBJECTS.map(({ name }) => channelOf(name)),
])

/** A Bayeux message, as far as the meta channels need it. */
interface Message {
  channel: string
  id?: string
  clientId?: string
  subscription?: string | string[]
  ext?: { replay?: Record<string, number> }
}

type Reply = Record<string, unknown>
type Emulation = EmulatorContext<Org>

/** `POST /cometd/66.0`: the Streaming API by long polling. */
export async function answerCometd(request: EmulatorRequest, emulator: Emulation): Promise<EmulatorResponse> {
  const messages = parseMessages(request.body.toString('utf8'))
  if (!messages) return { status: 400, body: '' }
  const isIn = hasSession(request, emulator)
  const replies: Reply[] = []
  for (const message of messages) replies.push(...(await answerMessage(message, isIn, emulator)))
  return { status: 200, body: replies }
}

/** A JSON array, one JSON object, or either in a form field `message`. */
function parseMessages(body: string): Message[] | undefined {
  try {
    const text = body.startsWith('message=') ? (new URLSearchParams(body).get('message') ?? '') : body
    const parsed: unknown = JSON.parse(text)
    return (Array.isArray(parsed) ? parsed : [parsed]) as Message[]
  } catch {
    return undefined
  }
}

async function answerMessage(message: Message, isIn: boolean, emulator: Emulation): Promise<Reply[]> {
  const { channel, id } = message
  const about = { channel, ...(id === undefined ? {} : { id }) }
  if (channel === '/meta/handshake') return [{ ...about, ...answerHandshake(isIn, emulator) }]
  if (!isIn) return [{ ...about, ...refused('401::Authentication invalid', 'none') }]
  const listener = findListener(message, emulator)
  if (!listener) return [{ ...about, ...refused('403::Unknown client', 'handshake') }]
  const reply = { ...about, clientId: listener.clientId }
  switch (channel) {
    case '/meta/connect': {
      const isFirst = listener.isNew
      await waitForEvents(listener, emulator)
      const events = listener.waiting.splice(0)
      return [...events, { ...reply, successful: true, ...(isFirst ? { advice: RETRY } : {}) }]
    }
    case '/meta/subscribe':
      return channelsOf(message).map((name) => ({
        ...reply,
        ...answerSubscribe(listener, name, { message, emulator }),
      }))
    case '/meta/unsubscribe':
      for (const name of channelsOf(message)) listener.channels.delete(name)
      return [{ ...reply, subscription: message.subscription, successful: true }]
    case '/meta/disconnect':
      emulator.state.log.listeners.delete(listener.clientId)
      listener.wake?.()
      return [{ ...reply, successful: true }]
    default:
      return [{ ...reply, ...refused('403:denied_by_security_policy:create_denied', 'retry') }]
  }
}

const refused = (error: string, reconnect: 'none' | 'handshake' | 'retry'): Reply => ({
  successful: false,
  error,
  ...(reconnect === 'retry' ? {} : { advice: { reconnect, interval: 0 } }),
})

function answerHandshake(isIn: boolean, { state, now }: Emulation): Reply {
  if (!isIn)
    return {
      ...refused('403::Handshake denied', 'none'),
      ext: { replay: true, sfdc: { failureReason: '401::Authentication invalid' } },
    }
  const clientId = randomUUID().replaceAll('-', '')
  state.log.listeners.set(clientId, {
    clientId,
    channels: new Set(),
    waiting: [],
    wake: undefined,
    isNew: true,
    lastSeen: now().getTime(),
  })
  return {
    ext: { replay: true, 'payload.format': true },
    minimumVersion: '1.0',
    version: '1.0',
    clientId,
    supportedConnectionTypes: ['long-polling'],
    successful: true,
  }
}

/** The session of a message; one that stayed away too long is forgotten. */
function findListener({ clientId }: Message, { state, now }: Emulation): Listener | undefined {
  const at = now().getTime()
  const listener = state.log.listeners.get(clientId ?? '')
  if (!listener) return undefined
  if (!listener.wake && at - listener.lastSeen > ABSENCE_MS) {
    state.log.listeners.delete(listener.clientId)
    return undefined
  }
  listener.lastSeen = at
  return listener
}

/** The first connect answers at once; the next ones when there is something to say, or after a while. */
async function waitForEvents(listener: Listener, { now }: Emulation): Promise<void> {
  listener.wake?.()
  if (!listener.isNew && listener.waiting.length === 0) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, CONNECT_MS).unref()
      listener.wake = () => {
        clearTimeout(timer)
        listener.wake = undefined
        resolve()
      }
    })
  }
  listener.isNew = false
  listener.wake = undefined
  listener.lastSeen = now().getTime()
}

const channelsOf = ({ subscription }: Message): string[] =>
  Array.isArray(subscription) ? subscription : [subscription ?? '']

function answerSubscribe(
  listener: Listener,
  channel: string,
  { message, emulator }: { message: Message; emulator: Emulation },
): Reply {
  if (!CHANNELS.has(channel))
    return { subscription: channel, ...refused('403:denied_by_security_policy:create_denied', 'retry') }
  const replayFrom = message.ext?.replay?.[channel] ?? -1
  const now = emulator.now()
  if (subscribe(emulator.state.log, listener, { channel, replayFrom, now }))
    return { subscription: channel, successful: true }
  return {
    subscription: channel,
    ...refused(
      `400::The replayId {${replayFrom}} you provided was invalid.  Please provide a valid ID, -2 to replay all events, ` +
        'or -1 to replay only new events.',
      'retry',
    ),
  }
}
