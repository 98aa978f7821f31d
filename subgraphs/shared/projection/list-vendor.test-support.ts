import type { Answer } from '../answer.ts'
import { WeftError } from '../errors.ts'
import type { ListedChange } from '../events/changes.ts'
import { type Listed, toUnreadable } from '../listed.ts'
import { createCallMeasures } from '../telemetry/call-measures.ts'
import type { ProjectedList, ProjectedRecord } from './projected-list.ts'

/** An invoice, as far as a list goes. */
export interface TestRecord extends ProjectedRecord {
  ownerId: string | undefined
  status: string
  dueOn: string | undefined
  amount: bigint
}

type Facts = Partial<Pick<TestRecord, 'ownerId' | 'status' | 'dueOn' | 'amount' | 'createdAt'>>

const BEGINNING = Date.UTC(2026, 0, 1)
const PAGE = 2

/** A system with one list of records, which tells its changes and notes what it is asked. */
export interface ListVendor {
  list: ProjectedList<TestRecord>
  /** `page <cursor>` and `record <id>`. */
  asked: string[]
  /** Makes or changes a record; at `at`, by the vendor's clock. */
  put(nativeId: string, facts: Facts, at?: Date): void
  remove(nativeId: string, at?: Date): void
  /** Changes that nobody is told of by the list of changes. */
  hush(): void
  /** Tells a record in a form that nobody can read; who knows whose it is? */
  garble(nativeId: string, ownerId?: string): void
  /** What the next call is answered with. */
  failNext(error: WeftError): void
  /** Called before a page is answered. */
  beforePage?: (cursor: string | undefined) => Promise<void>
}

export function createListVendor(connectionId = 'pay', now: () => Date = () => new Date()): ListVendor {
  /** Newest first. */
  const records: TestRecord[] = []
  const garbled = new Map<string, string | undefined>()
  let changes: ListedChange[] = []
  let failure: WeftError | undefined
  const asked: string[] = []

  const throwNext = (): void => {
    const thrown = failure
    failure = undefined
    if (thrown) throw thrown
  }
  const unreadable = () => new WeftError('INVALID_RESPONSE', 'a record is not as published')
  const read = (record: TestRecord): TestRecord => ({
    ...record,
    source: { ...record.source, readAt: now() },
  })
  const listed = (record: TestRecord): Listed<TestRecord> =>
    garbled.has(record.source.nativeId)
      ? toUnreadable(record.source, record.createdAt, unreadable())
      : read(record)
  const answer = (nativeId: string): Answer<TestRecord> => {
    asked.push(`record ${nativeId}`)
    if (garbled.has(nativeId)) return unreadable()
    const found = records.find(({ source }) => source.nativeId === nativeId)
    return found && read(found)
  }
  const change = (nativeId: string, changedAt: Date): void => {
    changes.push({ nativeId, changedAt, version: undefined })
  }

  const vendor: ListVendor = {
    asked,
    put(nativeId, facts, at = now()) {
      garbled.delete(nativeId)
      const index = records.findIndex(({ source }) => source.nativeId === nativeId)
      const source = { connectionId, objectType: 'invoice', nativeId, readAt: at, sourceUpdatedAt: undefined }
      const known = records[index]
      const made: TestRecord = {
        source: { ...source, readMode: 'LIVE' },
        fieldSources: { status: 'invoice.status' },
        createdAt: new Date(BEGINNING + records.length * 1_000),
        ownerId: 'ann',
        status: 'OPEN',
        dueOn: undefined,
        amount: 1n,
        ...known,
        ...facts,
      }
      if (known) records[index] = made
      else records.unshift(made)
      change(nativeId, at)
    },
    remove(nativeId, at = now()) {
      records.splice(
        records.findIndex(({ source }) => source.nativeId === nativeId),
        1,
      )
      change(nativeId, at)
    },
    hush: () => {
      changes = []
    },
    garble(nativeId, ownerId) {
      garbled.set(nativeId, ownerId)
      change(nativeId, now())
    },
    failNext: (error) => {
      failure = error
    },
    list: {
      connection: { id: connectionId } as ProjectedList['connection'],
      name: 'invoices',
      whole: {
        objectType: 'invoice',
        async readPage(cursor) {
          asked.push(`page ${cursor ?? ''}`.trim())
          await vendor.beforePage?.(cursor)
          throwNext()
          const start =
            cursor === undefined ? 0 : records.findIndex(({ source }) => source.nativeId === cursor) + 1
          const page = records.slice(start, start + PAGE)
          const isLast = start + PAGE >= records.length
          return {
            records: page.map((record) => ({
              item: listed(record),
              ownerId: garbled.has(record.source.nativeId)
                ? garbled.get(record.source.nativeId)
                : record.ownerId,
            })),
            next: isLast ? undefined : page.at(-1)?.source.nativeId,
          }
        },
      },
      changes: {
        objectTypes: ['invoice'],
        async listChanges(_, { changedAt }) {
          throwNext()
          const after = changes.filter((one) => one.changedAt > changedAt)
          const latest = new Map(after.map((one) => [one.nativeId, one]))
          return {
            changes: [...latest.values()].sort((one, other) => +one.changedAt - +other.changedAt),
            hasMore: false,
          }
        },
      },
      async readRecords(nativeIds) {
        throwNext()
        return nativeIds.map(answer)
      },
      traitsOf: ({ ownerId, status, dueOn }) => ({ ownerId, status, dueOn }),
      health: () => ({
        circuit: 'CLOSED',
        apiVersion: '1',
        calls: createCallMeasures(),
        budget: { kind: 'concurrent', limit: 10, remaining: 10, resetsAt: undefined, reservedForWrites: 2 },
      }),
    },
  }
  return vendor
}
