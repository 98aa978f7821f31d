import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** A browser says whose page opens a socket, and asks nobody before: this server's own pages may, and those of the list. */
function isOfKnownPage(
  { origin, host }: IncomingMessage['headers'],
  origins: ReadonlySet<string> | undefined,
): boolean {
  if (origin === undefined || origins?.has(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/**
 * Whether a request wants a socket. Others offer a protocol that nobody speaks here (Java's client asks for h2c with each
 * request) and are requests like any other: offers need not be taken (RFC 9110, 7.8).
 */
export const wantsSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket'

/** The status that an upgrade is refused with; undefined when it may go on. */
export function refusalOfUpgrade(
  incoming: IncomingMessage,
  origins?: ReadonlySet<string>,
): number | undefined {
  const { url, headers } = incoming
  const [path] = (url ?? '').split('?', 1)
  if (path !== '/graphql') return 404
  if (!wantsSocket(incoming)) return 400
  return isOfKnownPage(headers, origins) ? undefined : 403
}

/** Refuses an upgrade in plain HTTP and ends the connection. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
}
