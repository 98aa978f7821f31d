import DataLoader from 'dataloader'
import type { NativeRef } from '#shared/crosswalk.ts'
import { WeftError } from '#shared/errors.ts'
import type { Answer, ErpProvider } from './provider.ts'

/** Records of one kind by key, each key batched with the others of its connection. */
export interface RecordLoader<Key, Record> {
  /** From one connection. */
  load(connectionId: string, key: Key): Promise<Record | undefined>
  /** From whichever connection has it: for keys that another system gave. Fails only if none has it and one failed. */
  loadFromAny(key: Key): Promise<Record | undefined>
  /** A record that came with another one. */
  prime(connectionId: string, key: Key, record: Record): void
}

export function createRecordLoader<Key, Record>(
  providers: readonly ErpProvider[],
  read: (provider: ErpProvider, keys: readonly Key[]) => Promise<Answer<Record>[]>,
): RecordLoader<Key, Record> {
  const loaders = new Map(
    providers.map((provider) => [
      provider.connection.id,
      new DataLoader<Key, Record | undefined, string>((keys) => read(provider, keys), {
        cacheKeyFn: (key) => (typeof key === 'string' ? key : JSON.stringify(key)),
      }),
    ]),
  )
  return {
    async load(connectionId, key) {
      const loader = loaders.get(connectionId)
      if (!loader) throw new WeftError('NOT_CONFIGURED', `there is no ERP connection ${connectionId}`)
      return loader.load(key)
    },
    async loadFromAny(key) {
      const settled = await Promise.allSettled([...loaders.values()].map((loader) => loader.load(key)))
      for (const result of settled) {
        if (result.status === 'fulfilled' && result.value !== undefined) return result.value
      }
      const failed = settled.find((result) => result.status === 'rejected')
      if (failed) throw failed.reason
      return undefined
    },
    prime(connectionId, key, record) {
      loaders.get(connectionId)?.prime(key, record)
    },
  }
}

/** A record by its native reference. */
export const loadRef = <Record>(
  loader: RecordLoader<string, Record>,
  ref: NativeRef,
): Promise<Record | undefined> => loader.load(ref.connectionId, ref.nativeId)
