import { WeftError } from '#shared/errors.ts'
import type { CustomerChange, CustomerField, UpsertFacts } from '../customer-upsert/facts.ts'
import { holds, readCustomer, writeCustomer } from '../customer-upsert/records.ts'
import type { Step, StepContext } from '../process.ts'
import { keepWritten, noteWritten } from './written.ts'

/** The change of one system: the first has the word that counts, the others follow it. */
export function updateCustomer(place: number): Step<UpsertFacts> {
  return {
    key: `update-customer-${place + 1}`,
    connectionOf: ({ changes }) => changes[place]?.connectionId,
    action: "Change the customer's record",
    objectType: 'Customer',
    effect: ({ changes }) => (changes[place] ? 'UPDATE' : 'NO_OP'),
    compensation: {
      kind: 'REVERSIBLE',
      action: 'Give it its former values',
      notes: 'Not where somebody has changed them since.',
    },
    confidence: 'EXACT',
    dependsOn: place === 0 ? [] : [`update-customer-${place}`],
    diff: ({ changes }) => (changes[place] ? diffOf(changes[place]) : []),
    calls: 3,

    async run({ changes, customerId }, step) {
      const change = certain(changes[place])
      await standsAs(change, step)
      const written = await writeCustomer(change, change.after, step)
      const { displayName } = change.after
      const isNamed = change.domain === 'CRM' && typeof displayName === 'string'
      await step.tools.noteCustomer(customerId, { displayName: isNamed ? displayName : undefined })
      return keepWritten(written, 'Customer', { step })
    },

    async compensate({ changes, customerId }, _, step) {
      const change = certain(changes[place])
      if ((await standsAs(change, step)) === 'BEFORE') return
      await noteWritten(await writeCustomer(change, change.before, step), step)
      const { displayName } = change.before
      await step.tools.noteCustomer(customerId, { displayName: displayName ?? undefined })
    },
  }
}

function certain(change: CustomerChange | undefined): CustomerChange {
  if (change) return change
  throw new WeftError('INTERNAL', 'there is no such change')
}

/** Whether the record is as it was read, or as it is to be. Anything else is somebody's, and stays. */
async function standsAs(change: CustomerChange, step: StepContext): Promise<'BEFORE' | 'AFTER'> {
  const record = await readCustomer(change, step)
  const facts = { system: change.connectionId, externalId: change.nativeId }
  if (!record) throw new WeftError('NOT_FOUND', 'the customer is gone', facts)
  if (holds(record.fields, change.after)) return 'AFTER'
  if (holds(record.fields, change.before)) return 'BEFORE'
  throw new WeftError('STALE_VERSION', 'somebody has changed the customer since it was read', facts)
}

/** Who may see a run need not be one who may see addresses. */
const HIDDEN = '…'

function diffOf({ before, after }: CustomerChange) {
  return (Object.keys(after) as CustomerField[]).map((field) => {
    if (field !== 'billingAddress')
      return { path: field, before: before[field] ?? null, after: after[field] ?? null }
    return { path: field, before: before.billingAddress ? HIDDEN : null, after: HIDDEN }
  })
}
