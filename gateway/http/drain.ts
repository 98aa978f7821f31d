import type { Server } from 'node:http'

/**
 * Prepares a server to end in order: it takes nothing new, requests in flight are answered, and then every connection
 * goes, also one on which nobody has asked anything yet. Sockets of another protocol are not its affair.
 */
export function createDrain(server: Server): () => Promise<void> {
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
    server.close(() => resolve())
    closeWhenAnswered()
    return promise
  }
}
