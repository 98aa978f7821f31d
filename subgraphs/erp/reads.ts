import type { SourceRead } from '#shared/provenance.ts'
import { toSourceReads } from '#shared/provenance.ts'
import type { ErpRecord } from './provider.ts'

/** What one operation has read, by the object it was read for. Raw material of provenance: asking it calls nobody. */
export interface Reads {
  /** Notes a read under way; answers the same promise. */
  track<Loaded extends ErpRecord | undefined>(object: string, loading: Promise<Loaded>): Promise<Loaded>
  /** Every field read for the object, once the reads under way have ended. Failed reads have nothing to say. */
  of(object: string): Promise<SourceRead[]>
}

export function createReads(): Reads {
  const tracked = new Map<string, Set<Promise<ErpRecord | undefined>>>()
  return {
    track(object, loading) {
      const known = tracked.get(object) ?? new Set()
      tracked.set(object, known.add(loading))
      // Whoever asked for the record gets its failure; here it must not count as unheard.
      loading.catch(() => undefined)
      return loading
    },
    async of(object) {
      // Sibling fields are resolved in the same turn: let them begin their reads first.
      await Promise.resolve()
      const settled = await Promise.allSettled(tracked.get(object) ?? [])
      const records = settled.map((result) => (result.status === 'fulfilled' ? result.value : undefined))
      const distinct = new Set(records.filter((record) => record !== undefined))
      return [...distinct].flatMap(({ source, fieldSources }) => toSourceReads(source, fieldSources))
    },
  }
}
