import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'
import type { FromServer, Memory, ToServer } from './memory.ts'
import type { FromClients, ToClients } from './socket-clients.ts'

/** Somebody who pushes one event at a time to whoever subscribes. */
export interface PushingServer {
  name: string
  /** `http://host:port/graphql` */
  url: string
  process: Child<ToServer, FromServer>
  query: string
  /** Makes one event that every subscriber is told of; answers when it began, in monotonic nanoseconds. */
  emit(): Promise<bigint>
}

export interface SocketsMeasurement {
  name: string
  sockets: number
  /** The machine's load average over the last minute, when it was measured. */
  load: number
  /** Bytes over idle for each socket: after its acknowledgement, and when it has a subscription. */
  heap: { acknowledged: number; subscribed: number }
  rss: { acknowledged: number; subscribed: number }
  rounds: Broadcast[]
  /** Events one after the other without a pause. */
  sustained: { events: number; deliveriesPerSecond: number; cpuMicrosecondsPerDelivery: number }
}

/** One event to everybody. */
export interface Broadcast {
  delivered: number
  p50Ms: number
  p99Ms: number
  lastMs: number
  cpuMicrosecondsPerDelivery: number
}

type Clients = Child<ToClients, FromClients>

const CLIENT_PROCESSES = 3
const WARM_UP_SOCKETS = 200
const DELIVERED_WITHIN_MS = 60_000
const INTRODUCED_WITHIN_MS = 3_500
const BURST_EVENTS = 20

export const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0

async function memoryOf({ process }: PushingServer): Promise<Memory> {
  const answer = await process.ask('memory')
  if (!('memory' in answer)) throw new TypeError('the server said something else')
  return answer.memory
}

async function cpuOf({ process }: PushingServer): Promise<number> {
  const answer = await process.ask('cpu')
  if (!('cpuMs' in answer)) throw new TypeError('the server said something else')
  return answer.cpuMs
}

/** Opens so many sockets from several processes. */
async function openClients(server: PushingServer, sockets: number, processes: number): Promise<Clients[]> {
  const share = Math.ceil(sockets / processes)
  const clients: Clients[] = Array.from({ length: processes }, () => startChild('socket-clients.ts'))
  await Promise.all(
    clients.map((client, index) =>
      client.ask({
        open: {
          url: server.url.replace('http', 'ws'),
          sockets: Math.min(share, sockets - share * index),
          firstNumber: share * index,
        },
      }),
    ),
  )
  return clients
}

/** A subscription is open when an event has come by it: the protocol does not say otherwise. */
async function subscribeAll(
  server: PushingServer,
  clients: readonly Clients[],
  sockets: number,
): Promise<void> {
  await Promise.all(clients.map((client) => client.ask({ subscribe: server.query })))
  for (let tries = 0; tries < 60; tries += 1) {
    await server.emit()
    await sleep(1_000)
    const answers = await Promise.all(clients.map((client) => client.ask('reached')))
    const reached = answers.reduce((sum, answer) => sum + ('reached' in answer ? answer.reached : 0), 0)
    if (reached === sockets) return
  }
  throw new Error(`${server.name}: not every socket gets events`)
}

/** So many events in a row, and how long each delivery of any of them took since the first began. */
async function broadcast(
  server: PushingServer,
  clients: readonly Clients[],
  { sockets, events }: { sockets: number; events: number },
): Promise<{ latenciesMs: number[]; cpuMs: number }> {
  const share = Math.ceil(sockets / clients.length)
  const before = await cpuOf(server)
  const arrived = clients.map((client, index) =>
    client.ask({
      await: { messages: Math.min(share, sockets - share * index) * events, timeoutMs: DELIVERED_WITHIN_MS },
    }),
  )
  await sleep(200)
  const startedAt = await server.emit()
  for (let event = 1; event < events; event += 1) await server.emit()
  const answers = await Promise.all(arrived)
  const latenciesMs = answers
    .flatMap((answer) => ('arrivals' in answer ? answer.arrivals : []))
    .map((at) => Number(BigInt(at) - startedAt) / 1e6)
    .sort((one, other) => one - other)
  return { latenciesMs, cpuMs: (await cpuOf(server)) - before }
}

function toBroadcast({ latenciesMs, cpuMs }: { latenciesMs: number[]; cpuMs: number }): Broadcast {
  return {
    delivered: latenciesMs.length,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    lastMs: latenciesMs.at(-1) ?? 0,
    cpuMicrosecondsPerDelivery: (cpuMs * 1000) / latenciesMs.length,
  }
}

/** Everything that is compiled or cached on first use is there before memory is compared. */
async function warmUp(server: PushingServer): Promise<void> {
  const clients = await openClients(server, WARM_UP_SOCKETS, 1)
  await subscribeAll(server, clients, WARM_UP_SOCKETS)
  for (let round = 0; round < 20; round += 1)
    await broadcast(server, clients, { sockets: WARM_UP_SOCKETS, events: 1 })
  for (const client of clients) client.end()
  await sleep(1_000)
}

/** Opens all sockets, then subscribes on all: what each step holds, and the clients that now wait. */
async function openAndWeigh(server: PushingServer, sockets: number) {
  const idle = await memoryOf(server)
  const clients = await openClients(server, sockets, CLIENT_PROCESSES)
  // Timers that wait for a client to say who it is are over by then.
  await sleep(INTRODUCED_WITHIN_MS)
  const acknowledged = await memoryOf(server)
  await subscribeAll(server, clients, sockets)
  await sleep(1_000)
  const subscribed = await memoryOf(server)
  const each = (what: keyof Memory) => ({
    acknowledged: (acknowledged[what] - idle[what]) / sockets,
    subscribed: (subscribed[what] - idle[what]) / sockets,
  })
  return { clients, heap: each('heap'), rss: each('rss') }
}

/** Memory of live sockets, and how fast one event reaches all of them. */
export async function measureSockets(
  server: PushingServer,
  { sockets, rounds }: { sockets: number; rounds: number },
): Promise<SocketsMeasurement> {
  await warmUp(server)
  const { clients, heap, rss } = await openAndWeigh(server, sockets)
  const measured: Broadcast[] = []
  for (let round = 0; round < rounds; round += 1)
    measured.push(toBroadcast(await broadcast(server, clients, { sockets, events: 1 })))
  const burst = await broadcast(server, clients, { sockets, events: BURST_EVENTS })
  for (const client of clients) client.end()
  const { latenciesMs, cpuMs } = burst
  const sustained = {
    events: BURST_EVENTS,
    deliveriesPerSecond: latenciesMs.length / ((latenciesMs.at(-1) ?? 0) / 1000),
    cpuMicrosecondsPerDelivery: (cpuMs * 1000) / latenciesMs.length,
  }
  return { name: server.name, sockets, load: loadavg()[0] ?? 0, heap, rss, rounds: measured, sustained }
}
