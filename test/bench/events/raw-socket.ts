import { connect, type Socket } from 'node:net'

/**
 * As little of a WebSocket client as counts messages: on two cores what a client costs is missing elsewhere. Sends short
 * texts, answers pings, and is told of each text that came.
 */
export interface RawSocket {
  send(text: string): void
  end(): void
}

const PING = 9
const PONG = 10
const CLOSE = 8
const TEXT = 1
const NO_MASK = Buffer.alloc(4)

/** By RFC 6455 a client masks what it sends; a key of zeros leaves it as it is. */
function frame(opcode: number, payload: Buffer): Buffer {
  const isLong = payload.length > 125
  const header = Buffer.alloc(isLong ? 4 : 2)
  header[0] = 0x80 | opcode
  header[1] = 0x80 | (isLong ? 126 : payload.length)
  if (isLong) header.writeUInt16BE(payload.length, 2)
  return Buffer.concat([header, NO_MASK, payload])
}

/** Where a frame's payload begins and ends; undefined while it has not come whole. */
function boundsOf(bytes: Buffer, at: number): { start: number; end: number } | undefined {
  if (bytes.length < at + 4)
    return bytes.length === at + 2 && bytes[at + 1] === 0 ? { start: at + 2, end: at + 2 } : undefined
  const short = (bytes[at + 1] ?? 0) & 0x7f
  if (short === 127) throw new Error('a message of more than 64 kB')
  const start = at + (short === 126 ? 4 : 2)
  const end = start + (short === 126 ? bytes.readUInt16BE(at + 2) : short)
  return end <= bytes.length ? { start, end } : undefined
}

/** Reads frames as they come; answers what is not whole yet. */
function readFrames(bytes: Buffer, socket: Socket, receive: (text: Buffer) => void): Buffer {
  let at = 0
  for (let bounds = boundsOf(bytes, at); bounds; bounds = boundsOf(bytes, at)) {
    const opcode = (bytes[at] ?? 0) & 0x0f
    const payload = bytes.subarray(bounds.start, bounds.end)
    if (opcode === TEXT) receive(payload)
    if (opcode === PING) socket.write(frame(PONG, payload))
    if (opcode === CLOSE)
      socket.destroy(new Error(`closed by ${payload.length > 1 ? payload.readUInt16BE(0) : ''}`))
    at = bounds.end
  }
  return bytes.subarray(at)
}

const END_OF_HEAD = '\r\n\r\n'

/** Opens a socket of the protocol graphql-transport-ws. */
export function openRawSocket(url: string, receive: (text: Buffer) => void): Promise<RawSocket> {
  const { hostname, port, pathname, host } = new URL(url)
  const { promise, resolve, reject } = Promise.withResolvers<RawSocket>()
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  socket.write(
    [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${host}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      `Sec-WebSocket-Protocol: graphql-transport-ws${END_OF_HEAD}`,
    ].join('\r\n'),
  )
  let rest: Buffer = Buffer.alloc(0)
  let isOpen = false
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    if (!isOpen) {
      const end = rest.indexOf(END_OF_HEAD)
      if (end < 0) return
      if (!rest.includes('101')) return reject(new Error(rest.toString().slice(0, 200)))
      isOpen = true
      rest = rest.subarray(end + END_OF_HEAD.length)
      resolve({
        send: (text) => void socket.write(frame(TEXT, Buffer.from(text))),
        end: () => socket.destroy(),
      })
    }
    rest = readFrames(rest, socket, receive)
  })
  socket.on('error', (cause) => {
    reject(cause)
    if (isOpen) process.stderr.write(`a socket failed: ${cause.message}\n`)
  })
  return promise
}
