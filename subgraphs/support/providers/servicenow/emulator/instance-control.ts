import { z } from 'zod'
import type { EmulatorContext, EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { Instance } from './state.ts'

const Wanted = z.strictObject({
  /** System properties by name. */
  properties: z.record(z.string(), z.string()).default({}),
  /** Calls an hour, for every user. */
  hourlyLimit: z.int().min(0).optional(),
  /** Requests of a batch that are run before its quota ends it. */
  batchQuota: z.int().min(0).optional(),
  /** `table/sys_id` of rows that the integration user may not read. */
  hidden: z.array(z.string()).default([]),
  /** `table.field` */
  dropFields: z.array(z.string()).default([]),
  dropTables: z.array(z.string()).default([]),
  /** `table.field` of indexes that let no value in twice. */
  uniqueFields: z.array(z.string()).default([]),
  revokeTokens: z.boolean().default(false),
})

/** `POST /__emulator/instance`: what an administrator would set in the instance. */
export function configureInstance(
  request: EmulatorRequest,
  { state }: EmulatorContext<Instance>,
): EmulatorResponse {
  const input = Wanted.safeParse(JSON.parse(request.body.toString('utf8')))
  if (!input.success) return { status: 400, body: { error: z.prettifyError(input.error) } }
  const { properties, hourlyLimit, batchQuota, hidden, dropFields, dropTables, ...wanted } = input.data
  for (const [name, value] of Object.entries(properties)) state.properties.set(name, value)
  if (hourlyLimit !== undefined) state.hourlyLimit = hourlyLimit
  if (batchQuota !== undefined) state.batchQuota = batchQuota
  for (const row of hidden) state.hidden.add(row)
  for (const field of wanted.uniqueFields) state.uniqueFields.add(field)
  for (const name of dropTables) state.tables.delete(name)
  for (const path of dropFields) {
    const [table = '', field = ''] = path.split('.', 2)
    state.tables.get(table)?.fields.delete(field)
  }
  if (wanted.revokeTokens) state.tokens.clear()
  return { status: 200, body: {} }
}
