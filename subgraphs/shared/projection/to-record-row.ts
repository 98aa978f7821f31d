import { contentsOf } from '../cache/contents.ts'
import { isUnreadable } from '../listed.ts'
import type { ProjectedList } from './projected-list.ts'
import type { RecordRow } from './record-rows.ts'
import { toStored } from './stored-record.ts'
import type { OwnedRecord } from './whole-list.ts'

/** A record as the store keeps it; one of which a part cannot be read is not kept, and stands for its customer's calls. */
export function toRecordRow(
  list: Pick<ProjectedList, 'traitsOf'>,
  { item, ownerId }: Pick<OwnedRecord<Parameters<ProjectedList['traitsOf']>[0]>, 'item' | 'ownerId'>,
  readAt: Date,
): RecordRow {
  const { source, createdAt } = item
  const row = { nativeId: source.nativeId, createdAt, readAt, isGone: false }
  if (isUnreadable(item) || contentsOf(item).hasFailure)
    return { ...row, ownerId, status: undefined, dueOn: undefined, record: undefined }
  return { ...row, ...list.traitsOf(item), record: toStored(item) }
}

/** A record that is there and cannot be read, or is there no more. */
export function toMissingRow(nativeId: string, readAt: Date, isGone: boolean): RecordRow {
  const nothing = { ownerId: undefined, status: undefined, dueOn: undefined, record: undefined }
  return { ...nothing, nativeId, createdAt: readAt, readAt, isGone }
}
