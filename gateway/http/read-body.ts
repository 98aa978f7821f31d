import type { IncomingMessage } from 'node:http'
import { HttpRefusal } from './http-refusal.ts'

export const MAX_BODY_BYTES = 1024 * 1024

/** Reads a JSON body; undefined where the request says that it is of another type, which GraphQL then refuses. */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';')
  const text = await readText(request)
  if (type.trim() !== 'application/json') return undefined
  if (parameters.some((parameter) => /^\s*charset=(?!"?utf-8"?\s*$)/.test(parameter))) {
    throw new HttpRefusal(415, 'BAD_REQUEST', 'The body must be UTF-8.')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpRefusal(400, 'BAD_REQUEST', 'The body must be JSON.')
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) {
      throw new HttpRefusal(413, 'LIMIT_EXCEEDED', `A request may have ${MAX_BODY_BYTES} bytes at most.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
