import { type ClientRequest, Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** How long a target may be silent: real time, whatever the emulator's clock says. */
const TIMEOUT_MS = 10_000

export interface WebhookPoster {
  /** The target's status, or why it gave none. Follows no redirect and reads no body. */
  post(url: string, message: WebhookMessage): Promise<{ status: number } | { error: string }>
  /** Cuts what is under way. */
  close(): void
}

export interface WebhookMessage {
  headers: Record<string, string>
  body: string
}

export function createWebhookPoster(): WebhookPoster {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) }
  const post: WebhookPoster['post'] = (url, message) =>
    new Promise((resolve) => {
      const request = open(url, message, agents)
      request.on('response', (response) => {
        response.on('error', () => {}).resume()
        resolve({ status: response.statusCode ?? 0 })
      })
      request.on('timeout', () => request.destroy(new Error('no answer in time')))
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The target may close an idle connection just when it is used again.
        const wasIdle = request.reusedSocket && error.code === 'ECONNRESET'
        resolve(wasIdle ? post(url, message) : { error: error.message })
      })
      request.end(message.body)
    })
  return {
    post,
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

function open(
  url: string,
  { headers, body }: WebhookMessage,
  agents: { http: HttpAgent; https: HttpsAgent },
): ClientRequest {
  const options = {
    method: 'POST',
    timeout: TIMEOUT_MS,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
  }
  return new URL(url).protocol === 'https:'
    ? httpsRequest(url, { ...options, agent: agents.https })
    : httpRequest(url, { ...options, agent: agents.http })
}
