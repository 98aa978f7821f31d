import { type CanonicalRecord, type ReadingTime, type SourceRead, toSourceReads } from '../provenance.ts'

type Noted = CanonicalRecord | readonly CanonicalRecord[] | undefined

/** Remembers which records an operation's objects were answered from: the raw material of provenance. */
export interface LoadedRecords {
  /** Says at once that an object is being answered from these; gives the load back for whoever needs its value. */
  note<Loaded extends Noted>(object: string, load: Promise<Loaded>): Promise<Loaded>
  /** The same for a load that is more than records. */
  noteOf<Value>(object: string, load: Promise<Value>, recordsOf: (value: Value) => Noted): Promise<Value>
  /** The reads of an object: waits for what is under way, starts nothing. A load that failed has read nothing. */
  readsOf(object: string): Promise<SourceRead[]>
  /** The reads of one record: of an object that is nothing else. */
  readsIn(record: CanonicalRecord): SourceRead[]
}

export function createLoadedRecords(time: ReadingTime): LoadedRecords {
  const loads = new Map<string, Promise<readonly CanonicalRecord[]>[]>()
  const noteOf: LoadedRecords['noteOf'] = (object, load, recordsOf) => {
    const noted = loads.get(object) ?? []
    loads.set(object, noted)
    noted.push(
      load.then(
        (value) => [recordsOf(value) ?? []].flat(),
        () => [],
      ),
    )
    return load
  }
  return {
    noteOf,
    readsIn: (record) => toSourceReads(record, time),
    note: (object, load) => noteOf(object, load, (loaded) => loaded),
    async readsOf(object) {
      // The fields beside this one begin in the same turn, maybe after it.
      await Promise.resolve()
      const records = (await Promise.all(loads.get(object) ?? [])).flat()
      const distinct = new Map(records.map((record) => [recordName(record), record]))
      return [...distinct.values()].flatMap((record) => toSourceReads(record, time))
    },
  }
}

const recordName = ({ source }: CanonicalRecord): string =>
  [source.connectionId, source.objectType, source.nativeId].join('\n')
