import type { EmulatorRequest, EmulatorResponse, Route } from '#shared/emulator/emulator.ts'
import { StripeRefusal } from '../errors.ts'
import { execute } from '../executions.ts'
import { expand } from '../expand.ts'
import { type Params, parseForm } from '../form.ts'
import { guarded } from '../guard.ts'
import { keyOf, once } from '../idempotency.ts'
import { expandOf } from '../lists.ts'
import type { Row, State } from '../state.ts'
import { begin, commit, rollback, type Transaction } from '../transaction.ts'
import { type Fields, readFields, type Values } from './fields.ts'

/** A write endpoint: which parameters it takes, and what it does with them once all of them are read. */
export interface Write<Known extends Fields> {
  method: 'POST' | 'DELETE'
  path: string
  fields: Known
  /** `ids` are the values of the `:names` in the path. The record answered is rendered as it then is. */
  run(values: Values<Known>, transaction: Transaction, ids: Record<string, string>): object
  /** True where nothing is to stay: a preview. */
  isDry?: boolean
}

export function writeRoute<Known extends Fields>(write: Write<Known>): Route<State> {
  const { method, path } = write
  return {
    method,
    path,
    answer: (request, context) =>
      guarded(`${method} ${path}`, request, context, (requestId) => {
        const params = parseForm([...request.query, ...new URLSearchParams(request.body.toString('utf8'))])
        return once(
          { request, params, requestId },
          { answers: context.state.answers, now: context.now() },
          () => {
            const { expand: _expand, ...given } = params
            const values = readFields(given, write.fields, { state: context.state })
            return execute(context.state.executionFaults, request.path, () => {
              const transaction = begin(context, {
                id: requestId,
                idempotency_key: keyOf(request) ?? null,
              })
              return attempt(write, { values, params, request }, transaction)
            })
          },
        )
      }),
  }
}

function attempt<Known extends Fields>(
  { run, isDry }: Write<Known>,
  { values, params, request }: { values: Values<Known>; params: Params; request: EmulatorRequest },
  transaction: Transaction,
): EmulatorResponse {
  try {
    const row = run(values, transaction, request.params)
    const body = expand(row as Row, expandOf(params), transaction.state)
    if (isDry) rollback(transaction)
    else commit(transaction)
    return { status: 200, body }
  } catch (error) {
    if (error instanceof StripeRefusal && error.keepsChanges) commit(transaction)
    else rollback(transaction)
    throw error
  }
}
