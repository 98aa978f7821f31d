import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { assertOwnName } from '../auth/token-endpoint.ts'
import type { Exchange } from '../http/exchange.ts'
import { HttpRefusal } from '../http/http-refusal.ts'
import { send } from '../http/send.ts'
import { isLoopback } from '../settings/loopback.ts'
import type { Exposition } from './prometheus.ts'

export interface MetricsAccess {
  /** Where the gateway listens. */
  host: string
  /** What a scraper must present as its bearer token. */
  metricsToken?: string | undefined
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A proxy on this machine makes the whole world look like this machine. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/** Throws unless these headers are of somebody who may read metrics. */
function assertMayRead(headers: IncomingHttpHeaders, { host, metricsToken }: MetricsAccess): void {
  if (metricsToken !== undefined) {
    const given = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? ''
    if (timingSafeEqual(digest(given), digest(metricsToken))) return
    throw new HttpRefusal(401, 'UNAUTHENTICATED', 'Metrics are read with METRICS_TOKEN.', {
      'www-authenticate': 'Bearer',
    })
  }
  if (!isLoopback(host) || FORWARDED.some((name) => headers[name] !== undefined))
    throw new HttpRefusal(404, 'NOT_FOUND', 'There is nothing at this path.')
  assertOwnName(headers.host)
}

/** Answers a scraper: with METRICS_TOKEN, or on this machine alone. */
export async function answerMetrics(
  exchange: Exchange,
  access: MetricsAccess,
  { contentType, render }: Exposition,
): Promise<void> {
  assertMayRead(exchange.incoming.headers, access)
  send(exchange, 200, { 'content-type': contentType }, await render())
}
