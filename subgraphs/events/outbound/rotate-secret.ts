import { renameSync, statSync, writeFileSync } from 'node:fs'
import type { Endpoint } from './endpoint.ts'
import { createSecret } from './secrets.ts'

export interface Rotation {
  /** For the partner, once. */
  secret: string
  /** False where the operator has to put it in front of the others. */
  isWritten: boolean
}

/** Where secrets cannot be written: mounted read-only, or another account's. */
const REFUSALS = ['EACCES', 'EPERM', 'EROFS']

/**
 * Makes a new secret and, where the endpoint's come from a file that can be written, puts it in front of the current one.
 * Running nodes read the file before they sign; both sign for a day after that.
 */
export function rotateSecret(endpoint: Pick<Endpoint, 'secretReference' | 'readSecrets'>): Rotation {
  const secret = createSecret()
  const [, path] = /^file:(.+)$/.exec(endpoint.secretReference) ?? []
  if (path === undefined) return { secret, isWritten: false }
  const [current = ''] = endpoint.readSecrets()
  try {
    replaceFile(path, `${secret}\n${current}\n`)
    return { secret, isWritten: true }
  } catch (error) {
    if (error instanceof Error && 'code' in error && REFUSALS.includes(String(error.code)))
      return { secret, isWritten: false }
    throw error
  }
}

/** Whoever reads the file meanwhile has the one or the other, whole. */
function replaceFile(path: string, text: string): void {
  const { mode } = statSync(path)
  const temporary = `${path}.${process.pid}`
  writeFileSync(temporary, text, { mode, flag: 'wx', flush: true })
  renameSync(temporary, path)
}
