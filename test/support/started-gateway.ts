import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A command of Weft in a process group of its own, as a terminal starts it. */
export interface StartedCommand {
  child: ChildProcess
  stdout(): string
  stderr(): string
  /** Waits until `pattern` stands in its output, and answers its first group; rejects when the command ends before. */
  printed(pattern: RegExp, where?: 'stdout' | 'stderr'): Promise<string>
  /** Every process that descends from the command at this moment, itself included. */
  processes(): number[]
  /** What Ctrl-C does: SIGINT to the whole group. Answers the exit code once the command has ended. */
  interrupt(): Promise<number | null>
  ended: Promise<number | null>
}

// A group of its own outlives a test that is broken off: then it is asked to end, as a terminal that closes asks it.
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const { pid } of running) if (pid) process.kill(-pid, 'SIGTERM')
})

/** Starts `node <args>` in the checkout with these variables and none of this process's settings. */
export function startCommand(args: readonly string[], environment: Record<string, string>): StartedCommand {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const output = { stdout: '', stderr: '' }
  const printedMore = new EventTarget()
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
      printedMore.dispatchEvent(new Event('more'))
    })
  }
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    child,
    ended,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    async printed(pattern, where = 'stdout') {
      for (;;) {
        const found = pattern.exec(output[where])
        if (found) return found[1] ?? found[0]
        const what = await Promise.race([
          once(printedMore, 'more').then(() => 'more'),
          ended.then(() => 'ended'),
        ])
        if (what === 'ended') throw new Error(`ended without ${pattern}: ${output.stderr}`)
      }
    },
    processes: () => descendantsOf(child.pid ?? 0),
    interrupt() {
      if (child.exitCode === null && child.pid) process.kill(-child.pid, 'SIGINT')
      return ended
    },
  }
}

function descendantsOf(pid: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const parents = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
  const found = [pid]
  for (const each of found) {
    found.push(...parents.filter(([, parent]) => parent === each).map(([child]) => child))
  }
  return found
}

/** Whether a process is there; one that has ended and waits for its parent to notice is not. */
export function isRunning(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
    return !state.trim().startsWith('Z')
  } catch {
    return false
  }
}
