import { WeftError } from '#shared/errors.ts'
import type { ExceptionItemResolvers } from '../__generated__/resolvers.ts'
import { moneyOf } from '../kept-money.ts'
import { toSubject } from '../subjects.ts'
import { maySeeOwned } from '../visibility.ts'

export const ExceptionItem: ExceptionItemResolvers = {
  async __resolveReference({ id }, { loaders, request: { caller } }) {
    if (!caller.scopes.has('ops:read')) throw new WeftError('FORBIDDEN', 'ops:read is needed')
    const item = await loaders.exception.load(id)
    return item && maySeeOwned(caller, item) ? item : null
  },
  run: async ({ runId }, _, { loaders }) => (await loaders.run.load(runId)) ?? null,
  subject: ({ subjectType, subjectId }) => toSubject(subjectType, subjectId),
  businessImpact: ({ amount }) => amount && moneyOf(amount),
  region: ({ businessUnitKey }, _, { units }) =>
    businessUnitKey === null ? null : (units.regionOf(businessUnitKey) ?? null),
  businessUnit({ businessUnitKey }, _, { units }) {
    const id = businessUnitKey === null ? undefined : units.idOf(businessUnitKey)
    return id === undefined ? null : { id }
  },
  ageSeconds: ({ openedAt }, _, { request }) =>
    Math.max(0, Math.floor((request.receivedAt.getTime() - openedAt.getTime()) / 1_000)),
  resolution: ({ closedBy, closedAt, resolution }) =>
    closedBy !== null && closedAt !== null && resolution !== null
      ? { by: closedBy, at: closedAt, comment: resolution }
      : null,
  occurrences: ({ cause }, _, { loaders }) => loaders.alike.load(cause),
}
