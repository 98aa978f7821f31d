import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a contestant's process has used since it started. */
export interface Usage {
  cpuMs: number
  rssMb: number
}

/** What the bench and a contestant's process say to each other. */
export type FromContestant = { ready: string } | { usage: Usage }
export type ToContestant = 'usage'

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  return { cpuMs: (user + system) / 1000, rssMb: process.memoryUsage.rss() / 2 ** 20 }
}

const say = (message: FromContestant): void => void process.send?.(message)

/** Tells the bench where this contestant answers, and what it used when it is asked. */
export function announce(url: string): void {
  process.on('message', (message: ToContestant) => message === 'usage' && say({ usage: usage() }))
  process.once('disconnect', () => process.exit())
  say({ ready: url })
}

/** Serves a listener on a free port of this machine and announces it. */
export function serve(listener: RequestListener): Server {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener)
  server.listen(0, '127.0.0.1', () =>
    announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`),
  )
  return server
}

/** Where the subgraphs are, for contestants that reach them over HTTP; undefined: in this process. */
export const subgraphsUrl: string | undefined = process.argv[2]
