import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { supergraphAt } from '../bench/world/supergraph.ts'
import { type MixedLoad, startMixedLoad } from './mixed-load.ts'
import type { FromGateway, GatewayState, ToGateway } from './served-gateway.ts'
import { growthOf, type Sample } from './slope.ts'

/** `npm run soak -- --minutes 10 --reloads 200`: mixed load, then supergraph reloads under it. */
const SAMPLES = 30
const CONNECTIONS = 8

/** Sent between one reload and the next, at least. */
const REQUESTS_PER_RELOAD = 50

/** By its line of least squares, as a part of its mean. What is below is the noise of caches that are full. */
const MAX_GROWTH = 0.1

/** Caches fill in the first part of a run: not a leak, and not counted. */
const WARM_UP_PART = 0.4

interface Started {
  child: ChildProcess
  url: string
}

async function start(file: string, ...parameters: string[]): Promise<Started> {
  const child = fork(new URL(file, import.meta.url), parameters, { execArgv: ['--expose-gc'] })
  const [message] = (await once(child, 'message')) as [{ ready: string }]
  return { child, url: message.ready }
}

async function ask({ child }: Started, question: ToGateway): Promise<FromGateway> {
  const answered = once(child, 'message') as Promise<[FromGateway]>
  child.send(question)
  const [answer] = await answered
  return answer
}

/** How the gateway's process does, after collection. */
async function stateOf(gateway: Started): Promise<GatewayState> {
  const answer = await ask(gateway, 'state')
  if (!('state' in answer)) throw new TypeError('the gateway said something else')
  return answer.state
}

/** Samples that count, and the growth that they show. */
function summarise(what: string, samples: readonly Sample[]): boolean {
  const counted = samples.slice(Math.floor(samples.length * WARM_UP_PART))
  const growth = growthOf(counted)
  const isFlat = growth <= MAX_GROWTH
  const series = samples.map(({ value }) => value.toFixed(0)).join(' ')
  print(`${what}: heap in MB after collection ${series}`)
  print(
    `${what}: growth ${(growth * 100).toFixed(1)} % over the last ${counted.length} samples${isFlat ? '' : ': FAILED'}`,
  )
  return isFlat
}

const print = (line: string): void => void process.stdout.write(`${line}\n`)

async function soakUnderLoad(gateway: Started, load: MixedLoad, minutes: number): Promise<boolean> {
  const samples: Sample[] = []
  let longestStopMs = 0
  for (let at = 0; at < SAMPLES; at += 1) {
    await sleep((minutes * 60_000) / SAMPLES)
    const state = await stateOf(gateway)
    samples.push({ at, value: state.heapMb })
    longestStopMs = Math.max(longestStopMs, state.longestStopMs)
  }
  print(`load: ${load.sent} requests, longest stop of the gateway's loop ${longestStopMs.toFixed(0)} ms`)
  return summarise('load', samples)
}

interface Reloads {
  gateway: Started
  load: MixedLoad
  file: string
  text: string
}

/** Replaces the file in one step, as a deployment should, and waits until it is served and has been used. */
async function reload({ gateway, load, file, text }: Reloads, count: number): Promise<void> {
  writeFileSync(`${file}.next`, `${text}\n# ${count}\n`)
  renameSync(`${file}.next`, file)
  for (;;) {
    const answer = await ask(gateway, 'reloads')
    if ('reloads' in answer && answer.reloads >= count) break
    await sleep(10)
  }
  const { sent } = load
  while (load.sent < sent + REQUESTS_PER_RELOAD) await sleep(10)
}

async function soakReloads(options: Reloads, reloads: number): Promise<boolean> {
  const samples: Sample[] = []
  const sentBefore = options.load.sent
  for (let count = 1; count <= reloads; count += 1) {
    await reload(options, count)
    if (count % Math.ceil(reloads / SAMPLES) !== 0) continue
    const { heapMb } = await stateOf(options.gateway)
    samples.push({ at: count, value: heapMb })
  }
  print(`reloads: ${reloads}, with ${options.load.sent - sentBefore} requests`)
  return summarise('reloads', samples)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '10' },
      reloads: { type: 'string', default: '200' },
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'soak-'))
  const subgraphs = await start('../bench/contestants/subgraphs.ts')
  const text = supergraphAt(new URL(subgraphs.url).origin)
  const file = join(folder, 'supergraph.graphql')
  writeFileSync(file, text)
  const gateway = await start('./served-gateway.ts', file)
  const load = startMixedLoad(gateway.url, CONNECTIONS)
  try {
    const isFlatUnderLoad = await soakUnderLoad(gateway, load, Number(values.minutes))
    const isFlatOverReloads = await soakReloads({ gateway, load, file, text }, Number(values.reloads))
    await load.stop()
    print(`failed requests: ${load.failures.length} of ${load.sent}`)
    for (const failure of load.failures.slice(0, 10)) print(`  ${failure}`)
    if (!isFlatUnderLoad || !isFlatOverReloads || load.failures.length > 0) process.exitCode = 1
  } finally {
    await load.stop()
    gateway.child.disconnect()
    subgraphs.child.disconnect()
    rmSync(folder, { recursive: true })
  }
}

await main()
