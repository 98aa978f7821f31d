import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { WeftError } from '../../errors.ts'
import type { Logger } from '../../telemetry/logger.ts'
import { type Account, canReach, unprivilegedAccount } from './account.ts'
import { prepareBinaries } from './binaries.ts'
import { type Cluster, ensureCluster, SUPERUSER } from './cluster.ts'
import {
  clearStaleLock,
  isGoneWithin,
  isRunning,
  type Postmaster,
  readPostmaster,
  requestFastShutdown,
  spawnPostmaster,
} from './postmaster.ts'

/** The embedded server as one of its users sees it. */
export interface EmbeddedServer {
  databaseUrl: string
  /** We use it no longer. The last user stops it and waits until it is gone. */
  release(): Promise<void>
}

/** Every process that uses the server holds this lock shared, on a session that lives as long as its use. */
const USER_LOCK = 7_301_002
/** The name of that session ends with the process's id. */
const SESSION_NAME = 'weft user lock'
const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 20_000
/** How long the server may take to notice that a process which held the lock is dead. */
const DEAD_USER_TIMEOUT_MS = 5_000
const POLL_MS = 10
/** More than a few unlucky ports and races: something is wrong with the data or the machine. */
const MAX_STARTS = 8

/**
 * Joins the server of this folder, starting it when none runs: after a kill -9 of its starter it still runs and is
 * adopted. Who started it does not matter; the last one to leave stops it, so that no process of a checkout cuts
 * another off and Ctrl-C of the only one leaves nothing running.
 */
export async function startEmbeddedServer(directory: string, logger: Logger): Promise<EmbeddedServer> {
  const account = await unprivilegedAccount()
  const home = await homeOf(directory, account)
  await mkdir(home, { recursive: true, mode: 0o755 })
  const binaries = await prepareBinaries(home, account)
  const cluster = await ensureCluster(home, binaries, account)
  const deadline = performance.now() + START_TIMEOUT_MS
  const net = openExitNet()
  for (let starts = 0; starts < MAX_STARTS; starts++) {
    await waitForStarting(cluster, deadline)
    const joined = await join(cluster)
    if (joined) return createServer(cluster, joined, { net, logger })
    await clearStaleLock(cluster.data)
    const child = await spawnPostmaster(cluster.data, binaries, account)
    net.add(child)
    await waitForChild(child, cluster, deadline)
  }
  const log = path.join(home, 'server.log')
  throw new WeftError('STORE_UNAVAILABLE', `the embedded database does not start; ${log} says why`)
}

/** What keeps a process that leaves by process.exit() from leaving the server that it started, or is starting. */
interface ExitNet {
  add(postmaster: ChildProcess): void
  remove(): void
}

function openExitNet(): ExitNet {
  const started = new Set<number>()
  const stopAll = (): void => started.forEach(requestFastShutdown)
  process.once('exit', stopAll)
  return {
    add(postmaster) {
      const { pid } = postmaster
      if (pid === undefined) return
      started.add(pid)
      postmaster.once('exit', () => started.delete(pid))
    },
    remove: () => process.removeListener('exit', stopAll),
  }
}

/** Another process may be starting the server, or stopping it: wait for how that ends. */
async function waitForStarting(cluster: Cluster, deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    const postmaster = await readPostmaster(cluster.data)
    if (!postmaster || postmaster.ready || !isRunning(postmaster.pid)) return
    await delay(POLL_MS)
  }
}

/** Until the server is ready, or ended: its port was taken in between, or another process was faster. */
async function waitForChild(child: ChildProcess, cluster: Cluster, deadline: number): Promise<void> {
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  child.once('error', () => {
    ended = true
  })
  while (!ended && performance.now() < deadline) {
    const postmaster = await readPostmaster(cluster.data)
    if (postmaster?.ready && isRunning(postmaster.pid)) return
    await delay(POLL_MS)
  }
}

/** As root the data may have to live where the account that runs PostgreSQL can reach it. */
async function homeOf(directory: string, account: Account | undefined): Promise<string> {
  const wanted = path.resolve(directory, 'postgres')
  if (!account || (await canReach(wanted, account))) return wanted
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 16)
  return path.join('/var/lib/weft', hash)
}

interface Membership {
  client: pg.Client
  postmaster: Postmaster
}

/** Takes the shared user lock on the running server; undefined when none runs or it is on its way out. */
async function join(cluster: Cluster): Promise<Membership | undefined> {
  const postmaster = await readPostmaster(cluster.data)
  if (!postmaster?.ready) return undefined
  const client = new pg.Client({
    connectionString: urlOf(cluster, postmaster.port),
    application_name: `${SESSION_NAME} ${process.pid}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('select pg_try_advisory_lock_shared($1) as joined', [USER_LOCK])
    if (rows[0]?.joined === true) return { client, postmaster }
  } catch {
    // Nobody listens (a file left by a power cut), it starts, or it stops: the caller starts one or looks again.
  }
  await client.end().catch(() => {})
  return undefined
}

const urlOf = ({ password }: Cluster, port: number): string =>
  `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`

function createServer(
  cluster: Cluster,
  { client, postmaster }: Membership,
  { net, logger }: { net: ExitNet; logger: Logger },
): EmbeddedServer {
  return {
    databaseUrl: urlOf(cluster, postmaster.port),
    async release() {
      net.remove()
      if (await leave(client)) await stop(postmaster.pid, logger)
    },
  }
}

/** Gives the shared lock back; true when nobody alive held it, so that no one can join any more. */
async function leave(client: pg.Client): Promise<boolean> {
  const deadline = performance.now() + DEAD_USER_TIMEOUT_MS
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [USER_LOCK])
    do {
      const { rows } = await client.query('select pg_try_advisory_lock($1) as last', [USER_LOCK])
      if (rows[0]?.last === true) return true
      if (await hasLivingUser(client)) break
      // A killed process holds the lock until the server notices: would we leave now, nobody stopped the server.
      await delay(POLL_MS)
    } while (performance.now() < deadline)
    await client.end()
    return false
  } catch {
    // The server went away before we did.
    await client.end().catch(() => {})
    return false
  }
}

/** Whether a process that still runs holds the lock. All of them are on this machine, as the server is. */
async function hasLivingUser(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ name: string }>(
    `select application_name as name from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and objid = $1 and pid <> pg_backend_pid()`,
    [USER_LOCK],
  )
  return rows.some(({ name }) => isRunning(Number(name.slice(SESSION_NAME.length))))
}

async function stop(pid: number, logger: Logger): Promise<void> {
  requestFastShutdown(pid)
  if (!(await isGoneWithin(pid, STOP_TIMEOUT_MS))) logger.warn({ pid }, 'the embedded database does not stop')
}
