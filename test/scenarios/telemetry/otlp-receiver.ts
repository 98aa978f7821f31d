import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A span as OTLP's JSON form writes it: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export interface ReceivedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  /** 1 internal, 2 server, 3 client. */
  kind: number
  attributes: Readonly<Record<string, unknown>>
  links: readonly { traceId: string; spanId: string }[]
  /** 2: failed. */
  status: number | undefined
}

interface Attribute {
  key: string
  value: Record<string, unknown>
}

interface OtlpSpan extends Omit<ReceivedSpan, 'attributes' | 'links' | 'status'> {
  attributes?: Attribute[]
  links?: ReceivedSpan['links']
  status?: { code?: number }
}

interface OtlpBody {
  resourceSpans: { scopeSpans: { spans: OtlpSpan[] }[] }[]
}

/** Something that takes traces, as a collector does. */
export interface OtlpReceiver extends AsyncDisposable {
  endpoint: string
  spans(): ReceivedSpan[]
  /** Everything that came, as it came: paths, headers and bodies. */
  raw(): string
}

function toReceived({ attributes = [], links = [], status, ...span }: OtlpSpan): ReceivedSpan {
  return {
    ...span,
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
    links: links.map(({ traceId, spanId }) => ({ traceId, spanId })),
    status: status?.code,
  }
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const bodies: string[] = []
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming)
    if (incoming.method === 'POST' && incoming.url === '/v1/traces') bodies.push(body)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans: () =>
      bodies
        .map((body) => JSON.parse(body) as OtlpBody)
        .flatMap(({ resourceSpans }) => resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans)
        .map(toReceived),
    raw: () => bodies.join('\n'),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
