import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

/** What PostgreSQL writes into `postmaster.pid` about the server that holds a data folder. */
export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

/**
 * Reads `postmaster.pid`: line 1 process id, line 4 port, line 8 status. Undefined when there is none or it is only
 * half written. https://www.postgresql.org/docs/18/storage-file-layout.html (read 2026-11-24)
 */
export async function readPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return undefined
  return { pid, port, ready: lines[7]?.trim() === 'ready' }
}

/**
 * Removes a `postmaster.pid` whose process id belongs to something else by now, as after the restart of a container:
 * PostgreSQL takes any living process for its predecessor and refuses. Told apart where the system has `/proc`; whatever
 * calls itself postgres is left alone.
 */
export async function clearStaleLock(data: string): Promise<void> {
  const left = await readPostmaster(data)
  if (!left) return
  const command = await readFile(`/proc/${left.pid}/cmdline`, 'utf8').catch(() => undefined)
  if (command === undefined || command.includes('postgres')) return
  await rm(path.join(data, 'postmaster.pid'), { force: true })
}

/**
 * Starts a server on a free port of the loopback interface. It runs in a session of its own: Ctrl-C in the terminal is
 * for us, who stop it in order. `fsync` stays on. A second server for the same data folder ends at once by itself:
 * PostgreSQL's own lock sees to that.
 */
export async function spawnPostmaster(
  data: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<ChildProcess> {
  const settings = {
    port: await freePort(),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '32MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_min_messages: 'warning',
  }
  await mkdir(path.dirname(data), { recursive: true })
  const log = await open(path.join(path.dirname(data), 'server.log'), 'w', 0o600)
  try {
    // Its caller has it before anything else happens: nobody can leave in between, and leave it behind.
    const child = spawn(
      binaries.postgres,
      ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { cwd: data, env: { TZ: 'UTC' }, detached: true, stdio: ['ignore', log.fd, log.fd], ...account },
    )
    child.unref()
    // Without a listener a program that cannot be started would end ours; the waiting side sees the missing server.
    child.on('error', () => {})
    return child
  } finally {
    log.close().catch(() => {})
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** PostgreSQL's fast shutdown: running statements are broken off, everything committed is kept. */
export function requestFastShutdown(pid: number): void {
  signal(pid, 'SIGINT')
}

/** Waits until the process is gone. True when it is; false when the time is over. */
export async function isGoneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (isRunning(pid)) {
    if (performance.now() > deadline) return false
    await delay(10)
  }
  return true
}

export function isRunning(pid: number): boolean {
  return signal(pid, 0)
}

/** False when there is no such process. One that is not ours to signal is there. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ESRCH') return false
    if (code === 'EPERM') return true
    throw error
  }
}
