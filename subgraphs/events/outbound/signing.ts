import type { Store } from '#shared/store/store.ts'
import type { Endpoint } from './endpoint.ts'
import { noteSecret, type Standing } from './lease.ts'
import { fingerprintOf, OVERLAP_SECONDS } from './secrets.ts'

/** What one delivery is signed with. */
export interface Signing {
  secrets: readonly string[]
  at: Date
}

/**
 * The secrets that hold now, read again for each turn: the newest, and the others for a day after it took over. The time is
 * the store's: this process's own clock may be wrong, and receivers refuse what was signed at another time.
 */
export function createSigner(
  { id, readSecrets }: Pick<Endpoint, 'id' | 'readSecrets'>,
  { store, failed }: { store: Store; failed(error: unknown): void },
): (standing: Standing) => Promise<() => Signing> {
  let known: readonly string[] | undefined

  const readAgain = (): readonly string[] => {
    try {
      known = readSecrets()
    } catch (error) {
      // Whoever changes the file may be half-way: what was read before still holds.
      if (!known) throw error
      failed(error)
    }
    return known
  }

  return async (standing) => {
    const readAt = performance.now()
    const [current = '', ...older] = readAgain()
    const fingerprint = fingerprintOf(current)
    const isNew = standing.secretFingerprint !== fingerprint
    if (isNew) await noteSecret(store, id, fingerprint)
    const isOverlap = isNew || standing.secretSeconds <= OVERLAP_SECONDS
    const secrets = isOverlap ? [current, ...older] : [current]
    return () => ({ secrets, at: new Date(standing.now.getTime() + performance.now() - readAt) })
  }
}
