import { createHash } from 'node:crypto'
import { WeftError } from '#shared/errors.ts'
import { assertId } from '#shared/global-id.ts'
import type { Context } from '../context.ts'
import type { RecordKey } from '../loaders/by-connection.ts'
import type { CanonicalRecord, CrmEntity } from '../provider.ts'

/** The id of a record that the CRM owns. */
export async function ownId(
  entity: CrmEntity,
  { source }: CanonicalRecord,
  { loaders }: Context,
): Promise<string> {
  const id = await loaders.id(entity, source)
  if (id === undefined)
    throw new WeftError('NOT_CONFIGURED', 'the connection of this record is not configured', {
      system: source.connectionId,
    })
  return id
}

/** The customer or product that a record names; null when it names none, or one that is not matched. */
export async function linkedEntity(
  entity: 'Customer' | 'Product',
  connectionId: string,
  nativeId: string | undefined,
  { loaders }: Context,
): Promise<{ id: string } | null> {
  if (nativeId === undefined) return null
  const id = await loaders.id(entity, { connectionId, nativeId })
  return id === undefined ? null : { id }
}

/** The native record behind an id that the CRM owns; undefined when there is none. Refuses another type's id. */
export async function recordById<Value>(
  entity: CrmEntity,
  id: string,
  loader: { load(key: RecordKey): Promise<Value | undefined> },
  { loaders }: Context,
): Promise<Value | undefined> {
  assertId(entity, id)
  const [link] = await loaders.links.load(id)
  return link && loader.load(link)
}

/** Lines have no id of their own in the graph: one that is stable and tells nothing of the vendor. */
export function lineId({ connectionId, nativeId }: RecordKey): string {
  return `line_${createHash('sha256').update(`${connectionId}\n${nativeId}`).digest('base64url').slice(0, 24)}`
}
