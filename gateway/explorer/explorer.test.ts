import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { parse, validate } from 'graphql'
import { chromium } from 'playwright-core'
import { SUPERGRAPH_FILE } from '../supergraph-file.ts'
import { createPlannedExecution } from '../execution/planned.ts'
import { EXPLORER_HEADERS, firstQueries, renderExplorer, wantsPage } from './explorer.ts'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync)

test('the first queries are queries of the supergraph', async () => {
  const supergraphSdl = readFileSync(SUPERGRAPH_FILE, 'utf8')
  const execution = createPlannedExecution({ supergraphSdl, locations: new Map() })
  for (const query of firstQueries()) assert.deepEqual(validate(execution.schema, parse(query)), [])
  await execution.close()
})

const ACCEPTS: [string, string, boolean][] = [
  ['GET', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['GET', 'application/json', false],
  ['GET', 'application/graphql-response+json, text/html', false],
  ['GET', '*/*', false],
  ['POST', 'text/html', false],
]
for (const [method, accept, expected] of ACCEPTS) {
  test(`${method} with Accept: ${accept} ${expected ? 'opens the page' : 'is not a browser that opens a page'}`, () => {
    assert.equal(wantsPage(method, accept), expected)
  })
}

test('the page works, and asks nobody but its own gateway', {
  skip: !CHROMIUM && 'no Chromium here',
}, async (context) => {
  const asked: string[] = []
  const page = await renderExplorer('t0ken')
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url} ${incoming.headers.authorization ?? ''}`)
    if (incoming.method === 'GET') response.writeHead(200, EXPLORER_HEADERS).end(page)
    else
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"__typename":"Query"}}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({
    ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
    args: ['--no-sandbox'],
  })
  context.after(async () => {
    await browser.close()
    server.close()
  })
  const tab = await browser.newPage()
  const requested: string[] = []
  const complaints: string[] = []
  tab.on('request', (request) => requested.push(request.url()))
  tab.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  tab.on('pageerror', (error) => complaints.push(String(error)))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const introspected = tab.waitForResponse((response) => response.request().method() === 'POST')
  await tab.goto(`${origin}/graphql`)
  await introspected
  await tab.getByText('Who are our customers?').waitFor()
  const elsewhere = requested.filter((url) => !url.startsWith(origin) && !/^(data|blob):/.test(url))
  assert.deepEqual({ elsewhere, complaints }, { elsewhere: [], complaints: [] })
  assert.ok(asked.includes('POST /graphql Bearer t0ken'))
})
