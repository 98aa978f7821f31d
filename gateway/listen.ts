import { createServer, type Server } from 'node:http'
import { WeftError } from '#shared/errors.ts'

/** Where a server listens; `setting` is what an operator changes when somebody else does. */
export interface ListenAddress {
  host: string
  port: number
  setting?: string
}

/** Listens, and answers the URL without a path: `http://127.0.0.1:4000`. INVALID_SETTING when the port is in use. */
export function listen(server: Server, { host, port, setting = 'PORT' }: ListenAddress): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  server.once('error', (error: NodeJS.ErrnoException) => {
    const inUse = error.code === 'EADDRINUSE'
    const message = `port ${port} of ${host} is in use: stop what listens there or set ${setting}`
    reject(inUse ? new WeftError('INVALID_SETTING', message, {}, error) : error)
  })
  server.listen(port, host, () => {
    const address = server.address()
    const actualPort = typeof address === 'object' && address ? address.port : port
    resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`)
  })
  return promise
}

/** Refuses early, before anything slow is started, when somebody else listens where this process is to. */
export async function assertPortIsFree(address: ListenAddress): Promise<void> {
  const probe = createServer()
  await listen(probe, address)
  await new Promise((closed) => probe.close(closed))
}
