import type { createServer } from 'node:http'

/** What the bench uses of a package that is installed in this folder only. */
export const importPeer = <Module>(name: string): Promise<Module> => import(name) as Promise<Module>

export interface FastifyModule {
  fastify(): {
    register(plugin: unknown, options: object): void
    listen(address: { host: string; port: number }): Promise<string>
  }
}

export interface MercuriusModule {
  mercurius: unknown
}

export interface SchemaModule {
  makeExecutableSchema(options: object): object
}

export interface HiveModule {
  createGatewayRuntime(options: object): Parameters<typeof createServer>[1]
}

export interface HiveRouterModule {
  unifiedGraphHandler: unknown
}

interface SocketContext {
  connectionParams?: Readonly<Record<string, unknown>>
  extra: { request: unknown }
}

export interface HiveSocketsModule extends HiveModule {
  getGraphQLWSOptions(runtime: unknown, context: (socket: SocketContext) => object): object
}

export interface SocketServerModule {
  useServer(options: { onConnect(socket: SocketContext): void }, server: unknown): unknown
}

export interface WsModule {
  WebSocketServer: new (options: object) => unknown
}
