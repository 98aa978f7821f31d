import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type ExecutionResult, GraphQLError, type GraphQLSchema, parse } from 'graphql'
import { CloseCode, makeServer, type SubscribePayload } from 'graphql-ws'
import type { WebSocket } from 'ws'
import { ERRORS, isWeftError } from '#shared/errors.ts'
import type { Caller, RequestContext } from '#shared/subgraph/context.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { type Answers, isStream } from '../execution/subscriptions/open-stream.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { atAccessEnd } from './access-end.ts'
import { openOperation } from './open-operation.ts'
import type { SocketTransport } from './sockets.ts'
import { writeAnswers, type WrittenAnswers } from './write-answers.ts'

/** One socket and who is at its other end. */
export interface SocketSession {
  [key: PropertyKey]: unknown
  socket: WebSocket
  host: string | undefined
  /** Undefined until a valid token has come. */
  caller: Caller | undefined
  /** Ends what the socket's operations still do. */
  signal: AbortSignal
  logger: Logger
  end(): void
  /** Lets go of what waits for the end of the caller's access. */
  release(): void
}

const MAX_OPERATIONS = 100

/**
 * graphql-ws asks for a document and a schema, which are the execution's affair: it parses, limits and validates for
 * every transport. A subscription to nothing stands for each operation; its answers are those of the real one. What a
 * stream answers we write ourselves (`write-answers.ts`): graphql-ws would write out a shared answer for each socket.
 */
const STAND_IN = { document: parse('subscription { answers }'), schema: {} as GraphQLSchema }

/** The token of a `connection_init`, by whatever case the client writes the name in. */
function authorizationOf(parameters: Record<string, unknown> = {}): string | undefined {
  const [, value] = Object.entries(parameters).find(([name]) => name.toLowerCase() === 'authorization') ?? []
  return typeof value === 'string' ? value : undefined
}

function createSession(socket: WebSocket, { headers }: IncomingMessage, logger: Logger): SocketSession {
  const gone = new AbortController()
  const session: SocketSession = {
    socket,
    host: headers.host,
    caller: undefined,
    signal: gone.signal,
    logger,
    end() {
      session.release()
      gone.abort()
    },
    release: () => {},
  }
  return session
}

/** Makes the session somebody's, or closes its socket. */
async function identifySession(
  session: SocketSession,
  authorization: string | undefined,
  transport: SocketTransport,
): Promise<boolean> {
  const { socket, host, logger } = session
  try {
    session.caller = await transport.identify({ authorization, host })
  } catch (error) {
    if (isWeftError(error, 'UNAUTHENTICATED')) {
      logger.info({ reason: String(error.cause) }, 'refused a socket without a valid token')
      socket.close(CloseCode.Unauthorized, 'Unauthorized')
    } else if (!(error instanceof HttpRefusal)) throw error
    return false
  }
  return socket.readyState !== socket.OPEN || holdOpen(session, session.caller, transport)
}

/** Try again later: RFC 6455's registry of close codes. */
const TRY_AGAIN_LATER = 1013

/** Counts the socket as its caller's, until it closes or the caller's access ends. */
function holdOpen(session: SocketSession, caller: Caller, transport: SocketTransport): boolean {
  const { socket } = session
  const close = transport.counts.open('sockets', caller)
  if (!close) {
    socket.close(TRY_AGAIN_LATER, 'Too many sockets')
    return false
  }
  const stopWaiting = atAccessEnd(caller, transport, (why) => {
    socket.close(CloseCode.Forbidden, why)
    // Its client may take its time to close, and may follow nothing meanwhile.
    session.end()
  })
  session.release = () => {
    close()
    stopWaiting()
  }
  return true
}

function createRequest(
  session: SocketSession,
  caller: Caller,
  { clock, logger }: SocketTransport,
): RequestContext {
  const correlationId = randomUUID()
  return {
    caller,
    correlationId,
    logger: logger.child({ correlationId }),
    transport: 'websocket',
    receivedAt: clock.now(),
    signal: session.signal,
  }
}

const tooMany = (): GraphQLError =>
  new GraphQLError(`A socket may have ${MAX_OPERATIONS} operations at a time.`, {
    extensions: { code: 'LIMIT_EXCEEDED', retryable: ERRORS.LIMIT_EXCEEDED.retryable },
  })

async function answer(
  { query, operationName, variables }: SubscribePayload,
  request: RequestContext,
  options: SocketTransport,
): Promise<Answers> {
  const operation = { query, operationName: operationName ?? undefined, variables: variables ?? undefined }
  const answers = await openOperation(operation, request, options)
  const ms = options.clock.now().getTime() - request.receivedAt.getTime()
  request.logger.info(
    { caller: request.caller.subject, isStream: isStream(answers), ms },
    'operation on a socket',
  )
  return answers
}

/** The protocol graphql-transport-ws on top of the execution. */
export function createSocketProtocol(options: SocketTransport) {
  const { initTimeoutMs = 3_000 } = options
  const protocol = makeServer<Record<string, unknown>, SocketSession>({
    connectionInitWaitTimeout: initTimeoutMs,
    onConnect: ({ extra, connectionParams }) =>
      identifySession(extra, authorizationOf(connectionParams), options),
    async onSubscribe({ extra, subscriptions }, id, payload) {
      const { caller } = extra
      if (!caller) throw new TypeError('an operation of nobody')
      if (Object.keys(subscriptions).length > MAX_OPERATIONS) return [tooMany()]
      const answers = await answer(payload, createRequest(extra, caller, options), options)
      // What never reached a field is an error of the operation, by the protocol; everything else is a result.
      if (!isStream(answers) && answers.data === undefined && answers.errors) return answers.errors
      return {
        ...STAND_IN,
        contextValue: isStream(answers) ? writeAnswers(extra.socket, id, answers) : answers,
      }
    },
    subscribe: ({ contextValue }) => contextValue as ExecutionResult | WrittenAnswers,
  })
  return {
    protocol,
    createSession: (socket: WebSocket, incoming: IncomingMessage) =>
      createSession(socket, incoming, options.logger),
  }
}
