import { isWeftError } from '#shared/errors.ts'
import type { EntitlementStatus } from '#support/provider.ts'
import { answered } from '../answers.ts'
import type { StepContext } from '../process.ts'
import { alsoCalling, noteWritten, writesOf } from './written.ts'

/** What says that there is something to switch. */
const IN_USE: readonly EntitlementStatus[] = ['ACTIVE', 'GRACE', 'EXHAUSTED']
const SUSPENDED: readonly EntitlementStatus[] = ['SUSPENDED']

/**
 * Switches one entitlement; false where it is over or gone: there is nothing to switch then. A refusal of any other reason is
 * thrown on: nobody stays without support, or with it, unnoticed.
 */
export async function setActive(subject: string, isActive: boolean, step: StepContext): Promise<boolean> {
  const { call, tools } = step
  const [connectionId = '', nativeId = ''] = subject.split('/')
  const support = tools.support(connectionId)
  const name = isActive ? `${nativeId}:back` : nativeId
  try {
    const written = await writesOf(support).setEntitlementActive(
      { nativeId, isActive },
      alsoCalling(call, name),
    )
    await noteWritten(written, step)
    return true
  } catch (error) {
    if (isWeftError(error, 'NOT_FOUND')) return false
    if (!isWeftError(error, 'REJECTED_BY_SYSTEM')) throw error
    const found = answered((await support.getEntitlements([nativeId], call))[0])
    if (found && (isActive ? SUSPENDED : IN_USE).includes(found.status)) throw error
    return false
  }
}

/** Whether support counts for a customer by it. */
export const isInUse = ({ status }: { status: EntitlementStatus }): boolean => IN_USE.includes(status)

/** Leaves what the run has suspended as it is: it is a person's now. */
export async function letGo({ runId, tools }: StepContext): Promise<void> {
  for (const { subject } of await tools.claims.find('SUSPENSION', { runId }))
    await tools.claims.drop('SUSPENSION', subject, runId)
}

/** Restores what the run has suspended, but for what another failed payment holds. */
export async function restoreAll(step: StepContext): Promise<void> {
  const { runId, tools } = step
  for (const { subject } of await tools.claims.find('SUSPENSION', { runId })) {
    const claims = await tools.claims.find('SUSPENSION', { subject })
    if (claims.every((claim) => claim.runId === runId)) await setActive(subject, true, step)
    await tools.claims.drop('SUSPENSION', subject, runId)
  }
}
