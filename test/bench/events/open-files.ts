import { execFileSync } from 'node:child_process'

/** What a process has open beside its sockets: files, databases, pipes. */
const OTHERS = 200

/** Throws unless a process of this shell may have so many sockets, and says what would help. */
export function assertMayOpen(sockets: number): void {
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim()
  const needed = sockets + OTHERS
  if (limit === 'unlimited' || Number(limit) >= needed) return
  throw new Error(
    `${sockets} sockets take ${needed} open files in one process, and this shell allows ${limit}: run "ulimit -n ${needed}" ` +
      'first, or ask for fewer (--sockets, --peer-sockets).',
  )
}
