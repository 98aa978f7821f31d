import type { ServerOptions } from 'node:http'

/**
 * How long clients may take to say what they want: their headers, and their whole request; answers and streams take as
 * long as they take. Nobody holds a connection by sending slowly.
 */
export const REQUEST_TIME = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  /** How often it is looked at: by itself, Node is half a minute late. */
  connectionsCheckingInterval: 2_000,
  /** Longer than balancers keep a connection that is idle, so that none sends into one that is being closed. */
  keepAliveTimeout: 75_000,
} as const satisfies ServerOptions
