import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** The first words that a process of a test writes: it is ready, or where the test wants it. Rejects when it ends before. */
export async function firstWordsOf(child: ChildProcess): Promise<string> {
  const words = child.stdout && once(child.stdout, 'data').then(([text]) => String(text))
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process ended with ${code} and said nothing`)
  })
  return Promise.race(words ? [words, ended] : [ended])
}

/** Ends a process without a word, if it still runs, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
