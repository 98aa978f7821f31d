import { createHmac, randomBytes } from 'node:crypto'
import type { EmulatorContext } from '#shared/emulator/emulator.ts'
import type { WebhookScheme } from '#shared/emulator/webhooks.ts'
import { displayOfRow } from './display.ts'
import type { Instance } from './state.ts'
import { type Change, changedFields } from './write/change.ts'

/** Tables whose changes the update set tells of; see `update-set.md`. */
const TOLD = new Set([
  'customer_account',
  'customer_contact',
  'sn_customerservice_case',
  'sn_customerservice_escalation',
  'sn_pss_core_service_contract',
  'service_entitlement',
  'sn_pss_core_entitlement_usage',
])

/** The hint that the update set's outbound REST message posts: once, since `RESTMessageV2.executeAsync` has no retry. */
export const HINTS: WebhookScheme = {
  toMessage({ payload }, { secret = '' }, at) {
    const body = JSON.stringify(payload)
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('base64')
    return {
      headers: {
        'content-type': 'application/json',
        'x-weft-timestamp': timestamp,
        'x-weft-signature': `v1=${signature}`,
      },
      body,
    }
  },
  retryDelaysSeconds: [],
  createSecret: () => randomBytes(32).toString('hex'),
}

/** What the business rule `Weft hint` (after, asynchronous) does on every change of a table it is on. */
export function announce(
  { webhooks }: EmulatorContext<Instance>,
  operation: 'insert' | 'update' | 'delete',
  change: Change,
): void {
  const { table, after } = change
  if (!TOLD.has(table)) return
  const id = randomBytes(16).toString('hex')
  webhooks.send({
    id,
    type: `${table}.${operation}`,
    payload: {
      event_id: id,
      table,
      sys_id: after.sys_id,
      number: after.number ?? displayOfRow(after),
      operation,
      changed_fields: changedFields(change),
      sys_mod_count: after.sys_mod_count,
      sys_updated_on: after.sys_updated_on,
    },
  })
}
