import { type UserErrorRecord, userError } from '#shared/user-errors.ts'
import type { EventsReplayInput as AskedFor } from './__generated__/resolvers.ts'
import { askForRun } from './ask-for-process.ts'
import type { Context } from './context.ts'
import type { EventsReplayInput } from './events-replay/input.ts'

const KIND = 'EVENTS_REPLAY'

/** `eventsReplay`: a run for the key, whose plan says how much it is about. */
export async function askForReplay({ idempotencyKey, ...asked }: AskedFor, context: Context) {
  const userErrors = problemsOf(asked, context)
  if (userErrors.length > 0) return { run: null, userErrors, replayed: false }
  const input: EventsReplayInput = {
    ...asked,
    from: new Date(asked.from).toISOString(),
    // An end that is left out is the same on every repetition of the key: no end.
    to: new Date(asked.to ?? END_OF_TIME).toISOString(),
  }
  const wanted = { ...input, idempotencyKey, mode: 'SYNC' as const }
  return askForRun({ kind: KIND, operation: 'eventsReplay' }, wanted, context)
}

const END_OF_TIME = '9999-12-31T00:00:00Z'

function problemsOf(
  { systemId, from, to, types }: Omit<AskedFor, 'idempotencyKey'>,
  { engine, request: { caller } }: Context,
): UserErrorRecord[] {
  // What systems told is of every customer's.
  if (caller.customerIds !== undefined || caller.businessUnits !== undefined)
    return [userError('FORBIDDEN', 'what systems told is about more customers than you may see')]
  const found: UserErrorRecord[] = []
  if (systemId != null && !engine.tools.connections.has(systemId))
    found.push(userError('NOT_FOUND', 'there is no such system', 'systemId'))
  if (to != null && new Date(to) <= new Date(from))
    found.push(userError('INVALID', 'it ends before it begins', 'to'))
  if (types?.includes('PROCESS_RUN_UPDATED'))
    found.push(userError('INVALID', 'no system tells of runs', 'types'))
  if (types?.length === 0) found.push(userError('INVALID', 'nothing is chosen', 'types'))
  return found
}
