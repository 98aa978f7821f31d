import type { CallContext } from '#shared/connections/call-context.ts'
import { isWeftError } from '#shared/errors.ts'
import type { NetSuiteClient } from './client.ts'
import type { SuiteQlRow } from './native.ts'
import { combine, divide, type Need } from './queries/need.ts'

interface Waiting {
  need: Need
  resolve(rows: SuiteQlRow[]): void
  reject(error: unknown): void
}

/** Rows of one need, read together with whatever else the same operation needs in this turn of the event loop. */
export type LoadRows = (need: Need, call: CallContext) => Promise<SuiteQlRow[]>

/**
 * Collects needs by operation: its call context is the key. NetSuite's pool of concurrent requests is so small that one
 * longer statement is worth more than several short ones.
 */
export function createBatch(client: NetSuiteClient): LoadRows {
  const waiting = new WeakMap<CallContext, Waiting[]>()

  async function flush(call: CallContext): Promise<void> {
    const batch = waiting.get(call) ?? []
    waiting.delete(call)
    try {
      const needs = batch.map(({ need }) => need)
      const rows = divide(needs, await client.query(combine(needs), call))
      for (const [index, { resolve }] of batch.entries()) resolve(rows[index] ?? [])
    } catch (error) {
      // One wrong field name, or one table that the role may not see, must not cost the others their answer.
      if (batch.length > 1 && isAboutStatement(error))
        await Promise.all(batch.map((one) => readAlone(client, one, call)))
      else for (const { reject } of batch) reject(error)
    }
  }

  return (need, call) =>
    new Promise((resolve, reject) => {
      const batch = waiting.get(call)
      if (batch) {
        batch.push({ need, resolve, reject })
        return
      }
      waiting.set(call, [{ need, resolve, reject }])
      setImmediate(() => void flush(call))
    })
}

const isAboutStatement = (error: unknown): boolean =>
  isWeftError(error, 'REJECTED_BY_SYSTEM') ||
  isWeftError(error, 'FORBIDDEN') ||
  isWeftError(error, 'NOT_FOUND')

async function readAlone(
  client: NetSuiteClient,
  { need, resolve, reject }: Waiting,
  call: CallContext,
): Promise<void> {
  try {
    const [rows = []] = divide([need], await client.query(combine([need]), call))
    resolve(rows)
  } catch (error) {
    reject(error)
  }
}
