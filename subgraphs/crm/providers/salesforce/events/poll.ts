import { z } from 'zod'
import type { ListedChange, PollSource } from '#shared/events/changes.ts'
import type { SalesforceClient } from '../client.ts'
import { quote } from '../soql.ts'

const PAGE_ROWS = 500
const OBJECTS = ['Account', 'Contract'] as const

/** `2026-11-24T10:00:00.000+0000`, in one form for all: so its text sorts as its time does. */
export const Stamped = z.looseObject({ Id: z.string(), SystemModstamp: z.string() })

/** Rows by `SystemModstamp`, which every change moves, also those that no person made. */
export function createPollSource(client: SalesforceClient): PollSource {
  return {
    objectTypes: OBJECTS,
    async listChanges(objectType, { changedAt, nativeId }, call) {
      const at = changedAt.toISOString()
      const later = `(SystemModstamp > ${at} OR (SystemModstamp = ${at} AND Id > ${quote(nativeId)}))`
      const condition = nativeId === '' ? `SystemModstamp >= ${at}` : later
      const rows = await client.query(
        `SELECT Id, SystemModstamp FROM ${objectType} WHERE ${condition} ORDER BY SystemModstamp, Id LIMIT ${PAGE_ROWS}`,
        call,
      )
      const changes = rows.map((row): ListedChange => {
        const { Id, SystemModstamp } = Stamped.parse(row)
        return { nativeId: Id, changedAt: toInstant(SystemModstamp), version: SystemModstamp }
      })
      return { changes, hasMore: changes.length === PAGE_ROWS }
    },
  }
}

export const toInstant = (stamp: string): Date => new Date(stamp.replace('+0000', 'Z'))
