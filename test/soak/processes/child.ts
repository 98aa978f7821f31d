import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of the soak; it ends with this one. */
export function startChild(
  file: string,
  { parameters = [], environment = {} }: { parameters?: string[]; environment?: Record<string, string> } = {},
): ChildProcess {
  return fork(new URL(file, import.meta.url), parameters, {
    execArgv: ['--no-warnings'],
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** The next message of a process; rejects where it ends before. */
export async function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  const over = new AbortController()
  const ended = once(child, 'exit', { signal: over.signal }).then((): never => {
    throw new Error('a process has ended')
  })
  ended.catch(() => {})
  try {
    const [message] = await Promise.race([once(child, 'message', { signal: over.signal }), ended])
    return message as Message
  } finally {
    over.abort()
  }
}

/** Until a process has ended. */
export async function untilEnded(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
