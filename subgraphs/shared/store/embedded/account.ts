import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { WeftError } from '../../errors.ts'

/** Whom PostgreSQL runs as, where that is not ourselves. */
export interface Account {
  uid: number
  gid: number
}

/** Accounts of a bare system, the fittest first. */
const CANDIDATES = ['postgres', 'nobody']

/** PostgreSQL refuses to run as root; then an ordinary account of the machine runs it. Undefined: we are not root. */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of CANDIDATES) {
    const entry = lines.find(([user]) => user === name)
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) }
  }
  throw new WeftError(
    'STORE_UNAVAILABLE',
    'PostgreSQL does not run as root and there is no account postgres or nobody: run as an ordinary user or set DATABASE_URL',
  )
}

/** Whether an account may enter a folder: it and every folder above must let it pass. Missing ones are ours to make. */
export async function canReach(folder: string, { uid, gid }: Account): Promise<boolean> {
  const absolute = path.resolve(folder)
  const found = await stat(absolute).catch(() => undefined)
  if (found) {
    const bit = found.uid === uid ? 0o100 : found.gid === gid ? 0o010 : 0o001
    if ((found.mode & bit) === 0) return false
  }
  const parent = path.dirname(absolute)
  return parent === absolute || canReach(parent, { uid, gid })
}
