import { isWeftError } from '#shared/errors.ts'
import type { StepContext } from '../process.ts'
import { alsoCalling, noteWritten, writesOf } from './written.ts'

/** Switches one entitlement; false where its system refuses, because it is over or gone: there is nothing to switch then. */
export async function setActive(subject: string, isActive: boolean, step: StepContext): Promise<boolean> {
  const { call, tools } = step
  const [connectionId = '', nativeId = ''] = subject.split('/')
  const writes = writesOf(tools.support(connectionId))
  try {
    const written = await writes.setEntitlementActive({ nativeId, isActive }, alsoCalling(call, nativeId))
    await noteWritten(written, step)
    return true
  } catch (error) {
    if (isWeftError(error, 'REJECTED_BY_SYSTEM') || isWeftError(error, 'NOT_FOUND')) return false
    throw error
  }
}

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
