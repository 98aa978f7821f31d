import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { listen } from '../listen.ts'
import { createDrain } from './drain.ts'

/** A server that answers what has come as a whole, and how many requests have begun. */
async function startServer() {
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => response.end('whole'))
  })
  const url = new URL(await listen(server, { host: '127.0.0.1', port: 0 }))
  return { server, port: Number(url.port) }
}

const HEAD = 'POST / HTTP/1.1\r\nhost: weft\r\ncontent-length: 2\r\n\r\n'

test('what is in flight is answered, and then every connection goes', async () => {
  const { server, port } = await startServer()
  const drain = createDrain(server)
  const [silent, asking] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]
  let heard = ''
  asking.setEncoding('utf8').on('data', (text) => {
    heard += text
  })
  asking.write(`${HEAD}a`)
  await once(server, 'request')
  const ended = drain()
  asking.write('b')
  await Promise.all([ended, once(silent.resume(), 'close'), once(asking, 'close')])
  assert.match(heard, /^HTTP\/1.1 200 OK[\s\S]*whole/)
})

test('a request that does not come to its end holds nobody up', async () => {
  const { server, port } = await startServer()
  const drain = createDrain(server, { withinMs: 20 })
  const slow = connect(port, '127.0.0.1')
  slow.on('error', () => {})
  slow.write(`${HEAD}a`)
  await once(server, 'request')
  await Promise.all([drain(), once(slow.resume(), 'close')])
})
