import { isWeftError } from '#shared/errors.ts'
import type { CaseFacts } from '../case-to-entitlement/facts.ts'
import type { Step } from '../process.ts'
import { keepWritten, noteWritten, writesOf } from './written.ts'

/** One unit for one case, however often it is opened, escalated and looked at: the first run that books has the claim. */
export const bookUnits: Step<CaseFacts> = {
  key: 'book-units',
  connectionOf: (facts) => facts.case.connectionId,
  action: 'Take the case off the units that are left',
  objectType: 'SupportEntitlement',
  effect: ({ units }) => (units ? 'UPDATE' : 'NO_OP'),
  compensation: { kind: 'REVERSIBLE', action: 'Give the unit back' },
  confidence: 'SIMULATED',
  dependsOn: [],
  diff: ({ units }) =>
    units ? [{ path: 'remainingUnits', before: units.remaining, after: `${units.remaining} - 1` }] : [],
  calls: 3,

  async run({ case: { id, connectionId }, units }, step) {
    const { runId, tools } = step
    if (!units || !(await tools.claims.take('CASE_UNITS', id, runId)))
      return { record: undefined, output: {}, isUnchanged: true }
    const use = { entitlementNativeId: units.entitlementNativeId, units: '1' }
    try {
      const written = await writesOf(tools.support(connectionId)).consumeUnits(use, step.call)
      return await keepWritten(written, 'SupportEntitlement', { step, output: use })
    } catch (error) {
      if (isWeftError(error) && !error.retryable) await tools.claims.drop('CASE_UNITS', id, runId)
      throw error
    }
  },

  async compensate({ case: { id, connectionId } }, { output: { entitlementNativeId } }, step) {
    const { call, runId, tools } = step
    const use = { entitlementNativeId: String(entitlementNativeId), units: '-1' }
    await noteWritten(await writesOf(tools.support(connectionId)).consumeUnits(use, call), step)
    await tools.claims.drop('CASE_UNITS', id, runId)
  },
}
