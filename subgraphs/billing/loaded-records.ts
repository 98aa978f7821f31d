import { type SourceRead, toSourceReads } from '#shared/provenance.ts'
import type { BillingRecord } from './provider.ts'

/** Remembers which records an operation's objects were answered from. */
export interface LoadedRecords {
  /** Says at once that an object is being answered from these; gives the load back for whoever needs its value. */
  note<Value>(
    object: string,
    load: Promise<Value>,
    recordsOf: (value: Value) => readonly BillingRecord[],
  ): Promise<Value>
  /** The reads of an object: waits for what is under way, starts nothing. A load that failed has read nothing. */
  readsOf(object: string): Promise<SourceRead[]>
}

export function createLoadedRecords(): LoadedRecords {
  const loads = new Map<string, Promise<readonly BillingRecord[]>[]>()
  return {
    note(object, load, recordsOf) {
      const noted = loads.get(object) ?? []
      loads.set(object, noted)
      noted.push(load.then(recordsOf, () => []))
      return load
    },
    async readsOf(object) {
      // The fields beside this one begin in the same turn, maybe after it.
      await Promise.resolve()
      const records = (await Promise.all(loads.get(object) ?? [])).flat()
      const distinct = new Map(
        records.map((record) => [`${record.source.connectionId}\n${record.source.nativeId}`, record]),
      )
      return [...distinct.values()].flatMap(({ source, fieldSources }) => toSourceReads(source, fieldSources))
    },
  }
}
