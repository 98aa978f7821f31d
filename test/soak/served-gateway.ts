import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { serveSupergraph } from '../../gateway/serve-supergraph.ts'
import { verifyToken } from '../bench/world/tokens.ts'

/** `npm run gateway` as a process that says how it does: started with `--expose-gc` and the supergraph's file. */
export interface GatewayState {
  heapMb: number
  longestStopMs: number
}

export type FromGateway = { ready: string } | { state: GatewayState } | { reloads: number }
/** `state` costs a collection, `reloads` nothing. */
export type ToGateway = 'state' | 'reloads'

const RELOADED = 'supergraph reloaded'
let reloads = 0
const logger = pino({
  level: 'info',
  hooks: {
    logMethod(parameters, log, level) {
      if (parameters.includes(RELOADED as never)) reloads += 1
      else if (level > 30) log.apply(this, parameters)
    },
  },
})

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()

/** After two collections: the first one may leave what finalizers still hold. */
function state(): GatewayState {
  const longestStopMs = delay.max / 1e6
  globalThis.gc?.()
  globalThis.gc?.()
  // These two stops are the test's own, and the histogram learns of them at its next tick.
  setTimeout(() => delay.reset(), 50)
  return { heapMb: process.memoryUsage().heapUsed / 2 ** 20, longestStopMs }
}

const say = (message: FromGateway): void => void process.send?.(message)

const server = await serveSupergraph({
  supergraphFile: process.argv[2] ?? '',
  host: '127.0.0.1',
  port: 0,
  identify: async ({ authorization }) => verifyToken(authorization),
  operationTimeoutMs: 30_000,
  logger,
  watchIntervalMs: 20,
})
process.on('message', (message: ToGateway) => say(message === 'state' ? { state: state() } : { reloads }))
process.once('disconnect', () => process.exit())
say({ ready: server.url })
