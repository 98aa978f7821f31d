import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

/** Far more than a private key. */
const MAX_SECRET_BYTES = 65_536

export interface CredentialSources {
  /** What `env:NAME` can name. */
  environment: Readonly<Record<string, string | undefined>>
  /** The folder that `file:PATH` is relative to. */
  directory: string
}

/**
 * Resolves references to secrets: `env:NAME` and `file:PATH`. A secret written into the file itself is refused, and so
 * is a reference to nothing; both by the credential's name, never by its value.
 */
export function resolveCredentials(
  references: Readonly<Record<string, string>>,
  sources: CredentialSources,
): { credentials: Record<string, string>; missing: string[] } {
  const credentials: Record<string, string> = {}
  const missing: string[] = []
  for (const [name, reference] of Object.entries(references)) {
    const resolved = resolveReference(reference, sources)
    if ('secret' in resolved) credentials[name] = resolved.secret
    else missing.push(`credentials: ${name}: ${resolved.reason}`)
  }
  return { credentials, missing }
}

function resolveReference(
  reference: string,
  { environment, directory }: CredentialSources,
): { secret: string } | { reason: string } {
  const [, kind, target = ''] = /^(env|file):(.+)$/.exec(reference) ?? []
  if (kind === 'env') {
    const secret = Object.hasOwn(environment, target) ? environment[target] : undefined
    if (secret === undefined) return { reason: `the variable ${target} is not set` }
    return secret.trim() ? { secret } : { reason: `the variable ${target} is empty` }
  }
  if (kind === 'file') return readSecret(resolve(directory, target), target)
  return { reason: 'must be env:NAME or file:PATH' }
}

function readSecret(path: string, shown: string): { secret: string } | { reason: string } {
  try {
    if (statSync(path).size > MAX_SECRET_BYTES) return { reason: `the file ${shown} is larger than 64 KiB` }
    const secret = readFileSync(path, 'utf8').trimEnd()
    return secret.trim() ? { secret } : { reason: `the file ${shown} is empty` }
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return { reason: `the file ${shown} cannot be read (${error.code})` }
    throw error
  }
}
