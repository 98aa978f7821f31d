import { WeftError } from '#shared/errors.ts'
import type { CustomerChange, CustomerField, UpsertFacts } from '../customer-upsert/facts.ts'
import { customerIdOf, makeRecord, stepKeyOf, unmakeRecord } from '../customer-upsert/make-record.ts'
import { holds, readCustomer, writeCustomer } from '../customer-upsert/records.ts'
import type { Step, StepContext } from '../process.ts'
import { keepWritten, noteWritten } from './written.ts'

/** What one system gets to know: the first has the word that counts, the others follow it. A record that is not there is made. */
export function writeCustomerRecord(place: number): Step<UpsertFacts> {
  return {
    key: stepKeyOf(place),
    connectionOf: ({ changes }) => changes[place]?.connectionId,
    action: "Write the customer's record",
    objectType: 'Customer',
    effect({ changes }) {
      const change = changes[place]
      if (!change) return 'NO_OP'
      return change.nativeId === undefined ? 'CREATE' : 'UPDATE'
    },
    compensation: {
      kind: 'REVERSIBLE',
      action: 'Give it its former values; one that was made is deleted, in the ERP made inactive',
      notes: 'Not where somebody has changed it since, or something hangs on it.',
    },
    confidence: 'EXACT',
    dependsOn: place === 0 ? [] : [stepKeyOf(place - 1)],
    diff: ({ changes }) => (changes[place] ? diffOf(changes[place]) : []),
    calls: 3,

    async run(facts, step) {
      const change = certain(facts.changes[place])
      if (!isThere(change)) {
        const made = await makeRecord(facts, change, step)
        if (change.domain !== 'CRM') await step.tools.link(await customerIdOf(facts, step), made.ref)
        return keepWritten(made, 'Customer', { step })
      }
      await standsAs(change, step)
      const written = await writeCustomer(change, change.after, step)
      const { displayName } = change.after
      const isNamed = change.domain === 'CRM' && typeof displayName === 'string'
      const customerId = await customerIdOf(facts, step)
      await step.tools.noteCustomer(customerId, { displayName: isNamed ? displayName : undefined })
      return keepWritten(written, 'Customer', { step })
    },

    async compensate(facts, { record }, step) {
      const change = certain(facts.changes[place])
      if (!isThere(change)) {
        if (record) await noteWritten(await unmakeRecord(change, record, step), step)
        return
      }
      if ((await standsAs(change, step)) === 'BEFORE') return
      await noteWritten(await writeCustomer(change, change.before, step), step)
      const { displayName } = change.before
      await step.tools.noteCustomer(await customerIdOf(facts, step), {
        displayName: displayName ?? undefined,
      })
    },
  }
}

function certain(change: CustomerChange | undefined): CustomerChange {
  if (change) return change
  throw new WeftError('INTERNAL', 'there is no such change')
}

type ChangeOfRecord = CustomerChange & { nativeId: string }

const isThere = (change: CustomerChange): change is ChangeOfRecord => change.nativeId !== undefined

/** Whether the record is as it was read, or as it is to be. Anything else is somebody's, and stays. */
async function standsAs(change: ChangeOfRecord, step: StepContext): Promise<'BEFORE' | 'AFTER'> {
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
