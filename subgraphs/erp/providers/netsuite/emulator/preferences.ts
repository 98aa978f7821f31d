import { z } from 'zod'
import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { flush } from './async-jobs.ts'
import { update } from './insert.ts'
import type { Context, Preferences } from './state.ts'

/** Where the emulator's account is set up: this is not NetSuite's, it stands for its Setup pages. */
export const ACCOUNT_PATH = '/__emulator/account'

export const DEFAULT_PREFERENCES: Preferences = {
  creditLimitHandling: 'Warn',
  defaultSalesOrderStatus: 'A',
  holdAsyncJobs: false,
}

const AccountChanges = z.strictObject({
  creditLimitHandling: z.enum(['Ignore', 'Warn', 'Enforce holds']).optional(),
  defaultSalesOrderStatus: z.enum(['A', 'B']).optional(),
  holdAsyncJobs: z.boolean().optional(),
  /** Accounting periods by name ("Nov 2026"). */
  periods: z
    .array(
      z.strictObject({
        name: z.string(),
        closed: z.boolean().optional(),
        arLocked: z.boolean().optional(),
        allLocked: z.boolean().optional(),
        allowNonGLChanges: z.boolean().optional(),
      }),
    )
    .optional(),
})

/** `POST /__emulator/account`: what an administrator would click; absent means unchanged. */
export function changeAccount(request: EmulatorRequest, context: Context): EmulatorResponse {
  const input = AccountChanges.safeParse(parse(request.body.toString('utf8')))
  if (!input.success) return { status: 400, body: { error: z.prettifyError(input.error) } }
  const { periods = [], ...preferences } = input.data
  const { state } = context
  for (const { name, ...flags } of periods) {
    const period = state.database.prepare('SELECT id FROM accountingperiod WHERE periodname = ?').get(name)
    if (!period) return { status: 400, body: { error: `no accounting period is called ${name}` } }
    const columns = Object.entries(flags).map(([flag, value]) => [flag.toLowerCase(), value])
    update(state.database, 'accountingperiod', Number(period.id), Object.fromEntries(columns))
  }
  Object.assign(state.preferences, preferences)
  flush(context)
  return { status: 200, body: state.preferences }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
