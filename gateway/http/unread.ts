import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Longer than a network that is lost for a moment; a client that reads, however slowly, takes something by then. */
const WITHIN_MS = 30_000

/**
 * Has a server let go of clients that do not read: whose answer, whole or in parts, is there and of which no byte was taken for
 * so long. Nobody who waits for an answer, or for the next event, is meant. Sockets of another protocol are not its affair.
 */
export function letGoOfWhoDoesNotRead(server: Server, { withinMs = WITHIN_MS } = {}): void {
  // Node's own clock of a connection: it begins anew with each byte that the other side takes, also of one long write.
  server.timeout = withinMs
  server.on('request', (_request, response) => response.on('timeout', letGoUnlessRead))
}

/** That a response hears of the timeout keeps Node from ending the connection by itself. */
function letGoUnlessRead(socket: Socket): void {
  // What the kernel still holds for it goes, too.
  if (socket.writableLength > 0) socket.resetAndDestroy()
}
