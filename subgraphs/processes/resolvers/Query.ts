import { WeftError } from '#shared/errors.ts'
import { assertId } from '#shared/global-id.ts'
import type { QueryResolvers } from '../__generated__/resolvers.ts'
import { findRunByKey } from '../engine/run-rows.ts'
import { listExceptions } from '../exception-page.ts'
import { maySeeRun } from '../visibility.ts'

export const Query: QueryResolvers = {
  async processRun(_, { id, idempotencyKey }, { engine, loaders, request: { caller } }) {
    if ((id == null) === (idempotencyKey == null))
      throw new WeftError('INVALID_ARGUMENT', 'give id or idempotencyKey: exactly one')
    if (id != null) assertId('ProcessRun', id)
    const run =
      id == null
        ? await findRunByKey(engine.store, caller.clientId, idempotencyKey ?? '')
        : await loaders.run.load(id)
    return run && maySeeRun(caller, run) ? run : null
  },
  exceptions: (_, { filter, first, after }, context) =>
    listExceptions({ first, after }, filter ?? {}, context),
}
