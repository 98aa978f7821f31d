import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A process of the bench: one question at a time, one answer to each. */
export interface Child<Question extends object | string, Answer extends object> {
  ask(question: Question): Promise<Answer>
  /** Its next message, whatever it is. */
  next(): Promise<Answer>
  process: ChildProcess
  end(): void
}

/** Starts a file beside this one. Whoever waits for a process that has ended learns so. */
export function startChild<Question extends object | string, Answer extends object>(
  file: string,
  parameters: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Child<Question, Answer> {
  const child = fork(new URL(file, import.meta.url), parameters, {
    execArgv: ['--no-warnings', '--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`${file} ended with ${code}`)
  })
  ended.catch(() => {})
  const next = async (): Promise<Answer> => {
    const [message] = await Promise.race([once(child, 'message'), ended])
    return message as Answer
  }
  return {
    process: child,
    next,
    ask(question) {
      const answered = next()
      child.send(question)
      return answered
    },
    end: () => child.connected && child.disconnect(),
  }
}
