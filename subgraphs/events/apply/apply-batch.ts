import { type Answer, settle } from '#shared/answer.ts'
import type { CallContext } from '#shared/connections/call-context.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import type { ChangedRecord, ChangeSource, RecordRef } from '#shared/events/changes.ts'
import type { CustomerDesk } from '#shared/events/customers.ts'
import { isWeftError } from '#shared/errors.ts'
import type { Store } from '#shared/store/store.ts'
import { type ClaimedItem, type Settlement, settleItems } from '../inbox/claim.ts'
import { appendEvents } from '../log/append.ts'
import { type Decision, decide, type Reading } from './decide.ts'
import { type IdentifiedRecord, identify } from './identify.ts'
import { causeOfItems, type FindOwnRequests, findOwnWrites } from './own-writes.ts'
import { lockRecords, recordName, saveRecords } from './record-rows.ts'
import { settleFailed } from './retry.ts'
import { toEvents } from './to-events.ts'

export interface ApplyOptions {
  store: Store
  crosswalk: Crosswalk
  customers: CustomerDesk
  findOwnRequests: FindOwnRequests
  worker: number
}

/** All items of a batch that are about one record, and what the vendor said of it. */
interface Told {
  ref: RecordRef
  /** Oldest first; never empty. */
  items: readonly ClaimedItem[]
  answer: Answer<ChangedRecord>
}

/**
 * Reads the records that some claimed items are about, and writes what has changed: records, log and the items' state in one
 * transaction. Items whose record could not be read are settled with the rest; throws where nothing could be settled.
 */
export async function applyBatch(
  { store, crosswalk, customers, findOwnRequests, worker }: ApplyOptions,
  { source, followedSince }: { source: ChangeSource; followedSince: Date },
  items: readonly ClaimedItem[],
  call: CallContext,
): Promise<void> {
  const told = await readTold(source, items, call)
  const present = told.flatMap(({ answer }) => (answer === undefined || isWeftError(answer) ? [] : [answer]))
  const readAt = items[0]?.claimedAt ?? new Date(0)
  const identified = await identify(present, { crosswalk, customers, readAt })
  const identifiedOf = new Map(identified.map((one) => [one.record, one]))
  const reading: Reading = { connectionId: source.connectionId, readAt, followedSince }
  const ownRequests = await findOwnRequests(items.flatMap(({ requestKeys }) => requestKeys ?? []))
  await store.transaction(async (transaction) => {
    const known = await lockRecords(
      transaction,
      source.connectionId,
      told.map(({ ref }) => ref),
    )
    const decided = told.map((one) => {
      const { answer } = one
      if (isWeftError(answer)) return { ...one, decision: undefined, identified: undefined }
      const found = answer && identifiedOf.get(answer)
      return { ...one, identified: found, decision: decide(known.get(recordName(one.ref)), found, reading) }
    })
    const decisions = decided.flatMap(({ decision }) => decision ?? [])
    await saveRecords(
      transaction,
      decisions.map(({ record }) => record),
    )
    await settleItems(transaction, worker, decided.flatMap(settlementsOf))
    const ownWrites = await findOwnWrites(
      transaction,
      source.connectionId,
      decided.flatMap(({ ref, decision, identified: found }) => {
        const knownVersion = known.get(recordName(ref))?.version ?? null
        return decision && found ? [{ record: found.record, knownVersion }] : []
      }),
    )
    await appendEvents(
      transaction,
      decided.flatMap(({ decision, items: about, identified: found }) => {
        const [item] = about
        if (!decision || !item) return []
        const ownCause = (found && ownWrites.get(found.record)) ?? causeOfItems(about, ownRequests)
        return toEvents(decision, { item, identified: found, ownCause, reading })
      }),
    )
  })
}

/** Each record once, however many items are about it. */
async function readTold(
  source: ChangeSource,
  items: readonly ClaimedItem[],
  call: CallContext,
): Promise<Told[]> {
  const groups = Map.groupBy(items, ({ objectType, nativeId }) => `${objectType}\n${nativeId}`)
  const told = [...groups.values()].map((group) => ({
    ref: { objectType: group[0]?.objectType ?? '', nativeId: group[0]?.nativeId ?? '' },
    items: group,
  }))
  const answers = await settle(
    source.readChanged(
      told.map(({ ref }) => ref),
      call,
    ),
  )
  return told.map((one, index) => ({ ...one, answer: isWeftError(answers) ? answers : answers[index] }))
}

function settlementsOf({
  answer,
  items,
  decision,
}: Told & { decision: Decision | undefined; identified: IdentifiedRecord | undefined }): Settlement[] {
  return items.map((item, index) => {
    if (isWeftError(answer)) return settleFailed(item, answer)
    if (decision && index === 0) return { id: item.id, state: 'DONE', reason: undefined }
    const reason = decision
      ? 'told by an earlier event'
      : answer
        ? 'nothing newer'
        : 'the record is not there'
    return { id: item.id, state: 'UNCHANGED', reason }
  })
}
