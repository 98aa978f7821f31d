import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { WeftError } from '../../errors.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

const run = promisify(execFile)

/** A data folder that `initdb` has made, and the key to it. */
export interface Cluster {
  data: string
  password: string
}

export const SUPERUSER = 'weft'
/** Beside PostgreSQL's own files, readable by us alone. */
const STATE_FILE = 'weft.json'

/**
 * The data folder below `directory`, made at first use. It is made under another name and then renamed, so a killed
 * start leaves nothing half done and of two starts at once one wins.
 */
export async function ensureCluster(
  directory: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<Cluster> {
  const data = path.join(directory, 'data')
  const known = await readCluster(data)
  if (known) return known
  const unfinished = `${data}.${process.pid}`
  await rm(unfinished, { recursive: true, force: true })
  await createCluster(unfinished, binaries, account)
  await rename(unfinished, data).catch(() => rm(unfinished, { recursive: true, force: true }))
  const created = await readCluster(data)
  if (!created)
    throw new WeftError('STORE_UNAVAILABLE', 'the data folder of the embedded database has no state file')
  return created
}

async function readCluster(data: string): Promise<Cluster | undefined> {
  const state = await readFile(path.join(data, STATE_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    const reason = error.code === 'EACCES' ? 'belongs to another user' : 'cannot be read'
    throw new WeftError('STORE_UNAVAILABLE', `the data folder of the embedded database ${reason}`, {}, error)
  })
  return state === undefined
    ? undefined
    : { data, password: (JSON.parse(state) as { password: string }).password }
}

async function createCluster(data: string, binaries: Binaries, account: Account | undefined): Promise<void> {
  const password = randomBytes(24).toString('base64url')
  const passwordFile = `${data}.password`
  await mkdir(data, { recursive: true, mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (account) await Promise.all([data, passwordFile].map((file) => chown(file, account.uid, account.gid)))
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${data}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        '--no-instructions',
      ],
      { cwd: path.dirname(data), env: { TZ: 'UTC' }, timeout: 120_000, ...account },
    )
    await writeFile(path.join(data, STATE_FILE), JSON.stringify({ password }), { mode: 0o600 })
    await chmod(data, 0o700)
  } catch (error) {
    await rm(data, { recursive: true, force: true })
    throw new WeftError('STORE_UNAVAILABLE', 'the embedded database could not be created', {}, error)
  } finally {
    await rm(passwordFile, { force: true })
  }
}
