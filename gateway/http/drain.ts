import type { Server } from 'node:http'

/** Of the 25 seconds that a process has to end: runs have five before, and what is yet to be written the rest. */
const WITHIN_MS = 15_000

/**
 * Prepares a server to end in order: it takes nothing new, requests in flight are answered, and then every connection
 * goes, also one on which nobody has asked anything yet. Whoever is not done in time holds nobody up. Sockets of another
 * protocol are not its affair.
 */
export function createDrain(server: Server, { withinMs = WITHIN_MS } = {}): () => Promise<void> {
  let inFlight = 0
  const closeWhenAnswered = (): void => {
    if (!server.listening && inFlight === 0) server.closeAllConnections()
  }
  server.on('request', (_request, response) => {
    inFlight += 1
    response.once('close', () => {
      inFlight -= 1
      closeWhenAnswered()
    })
  })
  return () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(() => server.closeAllConnections(), withinMs)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    closeWhenAnswered()
    return promise
  }
}
