import { revokeClient } from '#shared/access/revocations.ts'
import { isWeftError } from '#shared/errors.ts'
import { refusal } from '../user-errors.ts'
import type { Decision } from './decision.ts'

/** Ends a client's access; every gateway hears of it when the transaction is committed. */
export async function endAccess(
  { transaction, caller, now }: Decision,
  { clientId, reason }: { clientId: string; reason: string },
): Promise<{ revokedAt: string }> {
  try {
    const change = { clientId, reason, actor: caller.subject, at: now }
    const { revokedAt } = await revokeClient(transaction, change)
    return { revokedAt: revokedAt.toISOString() }
  } catch (error) {
    if (isWeftError(error, 'INVALID_ARGUMENT')) throw refusal('INVALID', error.message)
    throw error
  }
}
