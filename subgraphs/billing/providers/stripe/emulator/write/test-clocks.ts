import { settleUntil } from '../billing/due.ts'
import { endSubscription } from '../billing/subscriptions.ts'
import { invalid, required } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Row } from '../state.ts'
import { changeRow, commit, emit, insertRow, removeRow, type Transaction } from '../transaction.ts'
import { type Fields, integer, text } from './fields.ts'
import { find } from './find.ts'
import { writeRoute } from './route.ts'

const CREATED = { frozen_time: integer, name: text } satisfies Fields
const RETAINED_SECONDS = 30 * 86_400
const PATH = '/v1/test_helpers/test_clocks'

/** https://docs.stripe.com/api/test_clocks */
export const TEST_CLOCK_ROUTES = [
  writeRoute({
    method: 'POST',
    path: PATH,
    fields: CREATED,
    run: ({ frozen_time, name = null }, transaction) => {
      const clock = insertRow<Row>(transaction, 'test_clocks', {
        id: newId('clock'),
        object: 'test_helpers.test_clock',
        created: transaction.now,
        deletes_after: transaction.now + RETAINED_SECONDS,
        frozen_time: required(frozen_time, 'frozen_time'),
        livemode: false,
        name,
        status: 'ready',
        status_details: {},
      })
      transaction.state.settledUntil.set(clock.id, Number(clock.frozen_time))
      emit(transaction, 'created', clock)
      return clock
    },
  }),
  writeRoute({ method: 'POST', path: `${PATH}/:id/advance`, fields: { frozen_time: integer }, run: advance }),
  writeRoute({ method: 'DELETE', path: `${PATH}/:id`, fields: {}, run: remove }),
]

/** Answers `advancing`; whoever asks again finds it `ready`, with everything done that was due until then. */
function advance(values: { frozen_time?: number }, transaction: Transaction, { id }: { id?: string }): Row {
  const clock = find(transaction, 'test_clocks', id)
  const until = required(values.frozen_time, 'frozen_time')
  if (until <= Number(clock.frozen_time))
    throw invalid('You may only advance a test clock to a time in the future.', 'frozen_time')
  changeRow(transaction, clock, { frozen_time: until, status: 'advancing' })
  emit(transaction, 'advancing', clock)
  const answer = structuredClone(clock)
  // What becomes due is told of after the advance began.
  commit(transaction)
  settleUntil(transaction.context, clock.id, until)
  changeRow(transaction, clock, { status: 'ready' })
  emit(transaction, 'ready', clock)
  return answer
}

/** Customers of a test clock go with it. */
function remove(_values: object, transaction: Transaction, { id }: { id?: string }): Row {
  const clock = find(transaction, 'test_clocks', id)
  const { customers, subscriptions } = transaction.state.collections
  for (const subscription of [...subscriptions])
    if (subscription.test_clock === clock.id) endSubscription(transaction, subscription)
  for (const customer of customers.filter(({ test_clock }) => test_clock === clock.id))
    removeRow(transaction, 'customers', customer, { id: customer.id, object: 'customer', deleted: true })
  removeRow(transaction, 'test_clocks', clock)
  emit(transaction, 'deleted', clock)
  return { id: clock.id, object: 'test_helpers.test_clock', deleted: true }
}
