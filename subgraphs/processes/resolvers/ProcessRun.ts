import { WeftError } from '#shared/errors.ts'
import type { ProcessRunResolvers } from '../__generated__/resolvers.ts'
import { PREPARATION } from '../engine/run-rows.ts'
import type { PlannedCompensation } from '../plan.ts'
import { toSubject } from '../subjects.ts'
import { maySeeRun } from '../visibility.ts'

const UNKNOWN: PlannedCompensation = { kind: 'NOT_NEEDED' }

const toDecision = ({ by, at, comment }: { by: string; at: string; comment?: string | undefined }) => ({
  by,
  at: new Date(at),
  comment: comment ?? null,
})

export const ProcessRun: ProcessRunResolvers = {
  async __resolveReference({ id }, { loaders, request: { caller } }) {
    // The gateway asks the same of the field that leads here; by its bare id a run is as if it were not there.
    if (!caller.scopes.has('process:read')) throw new WeftError('FORBIDDEN', 'process:read is needed')
    const run = await loaders.run.load(id)
    return run && maySeeRun(caller, run) ? run : null
  },
  plan: ({ plan, planExpiresAt }) => plan && { plan, expiresAt: planExpiresAt ?? new Date(0) },
  async steps(run, _, { loaders }) {
    const rows = await loaders.steps.load(run)
    const planned = new Map(run.plan?.steps.map(({ key, compensation }) => [key, compensation]))
    return rows
      .filter(({ key }) => key !== PREPARATION)
      .map((row) => ({ row, compensation: planned.get(row.key) ?? UNKNOWN }))
  },
  preparation: async ({ id }, _, { loaders }) =>
    (await loaders.attempts.load(id)).filter(({ stepKey }) => stepKey === PREPARATION),
  // Who may see the run may know why it does not go on; money and payload have scopes of their own.
  exception: async ({ id }, _, { loaders }) => (await loaders.openException.load(id)) ?? null,
  approval: ({ approval }) => approval && toDecision(approval),
  cancellation: ({ cancelled }) => cancelled && toDecision({ ...cancelled, comment: cancelled.reason }),
  subject: ({ subjectType, subjectId }) => toSubject(subjectType, subjectId),
  result: ({ status, resultType, resultId }) =>
    status === 'COMPLETED' ? toSubject(resultType, resultId) : null,
}
