import { removeOld } from '#events/remove-old.ts'
import type { Store } from '#shared/store/store.ts'
import { versionText } from '../../events/table-vendor.ts'
import type { Subscriber } from './subscriber.ts'

/** What does not hold, in words; nothing where all does. */
export type Failures = string[]

const EVENT_OF: Record<Subscriber['field'], string> = {
  caseEscalated: 'CASE_ESCALATED',
  caseResolved: 'CASE_RESOLVED',
}

interface Logged {
  sequence: string
  type: string
  nativeId: string
}

const readWholeLog = (store: Store): Promise<Logged[]> =>
  store.query<Logged>('select sequence, type, native_id as "nativeId" from events.log order by sequence')

/** Every change once, in its record's order: escalated and resolved in turn, and no number left out. */
function checkLog(
  logged: readonly Logged[],
  { events, records }: { events: number; records: number },
): Failures {
  const failures: Failures = []
  // Each record is seen a first time, which tells nobody anything.
  const told = logged.filter(({ type }) => type !== 'RECORD_CHANGED')
  if (told.length !== events || logged.length !== events + records)
    failures.push(`the log has ${told.length} events of ${events}, and ${logged.length} entries`)
  const gap = logged.findIndex(({ sequence }, index) => Number(sequence) !== index + 1)
  if (gap >= 0) failures.push(`the log has a gap before ${logged[gap]?.sequence}`)
  const last = new Map<string, string>()
  for (const { sequence, type, nativeId } of told) {
    const expected = last.get(nativeId) === 'CASE_ESCALATED' ? 'CASE_RESOLVED' : 'CASE_ESCALATED'
    if (type !== expected) failures.push(`${nativeId} is ${type} at ${sequence}, not ${expected}`)
    last.set(nativeId, type)
  }
  return failures.slice(0, 10)
}

/** Everything of its kind from its first event on, once, in order. */
function checkSubscriber(
  { field, seen }: Subscriber,
  logged: readonly Logged[],
  isFromStart: boolean,
): Failures {
  const all = logged.filter(({ type }) => type === EVENT_OF[field]).map(({ sequence }) => Number(sequence))
  const start = isFromStart ? 0 : all.indexOf(seen[0]?.sequence ?? -1)
  const wanted = all.slice(start)
  const wrong = wanted.findIndex((sequence, index) => seen[index]?.sequence !== sequence)
  if (start >= 0 && wrong < 0 && seen.length === wanted.length) return []
  return [
    `a subscriber of ${field} has ${seen.length} of ${wanted.length} events, wrong from ${wanted[wrong]}`,
  ]
}

async function checkStates(store: Store, records: number): Promise<Failures> {
  const failures: Failures = []
  const states = await store.query<{ state: string; count: string }>(
    "select state, count(*) as count from events.inbox where state not in ('DONE', 'UNCHANGED') group by state",
  )
  for (const { state, count } of states) failures.push(`${count} items are ${state}`)
  const [row] = await store.query<{ records: string; wrong: string }>(
    `select count(*) as records, count(*) filter (where known.version <> lpad(vendor_cases.version::text, ${versionText(0).length}, '0'))
       as wrong from events.records as known join vendor_cases using (native_id)`,
  )
  if (Number(row?.records) !== records) failures.push(`${row?.records} records are known of ${records}`)
  if (Number(row?.wrong) > 0) failures.push(`${row?.wrong} records are not as the vendor has them`)
  return failures
}

/** What is older than it is kept goes, and nothing else: a row for each record stays. */
export async function checkRemoval(store: Store, records: number): Promise<Failures> {
  await store.query("update events.inbox set settled_at = settled_at - interval '31 days'")
  await store.query("update events.log set detected_at = detected_at - interval '31 days'")
  const count = async () => {
    const [row] = await store.query<Record<string, string>>(
      `select (select count(*) from events.inbox) as inbox, (select count(*) from events.log) as log,
         (select count(*) from events.records) as records`,
    )
    return { inbox: Number(row?.inbox), log: Number(row?.log), records: Number(row?.records) }
  }
  for (let before = await count(); ; before = await count()) {
    await removeOld(store)
    const after = await count()
    if (after.inbox + after.log < before.inbox + before.log) continue
    return after.inbox + after.log === 0 && after.records === records
      ? []
      : [`of what is old these rows stay: ${JSON.stringify(after)}`]
  }
}

/** Nothing lost, nothing twice, in order: log, records, items, and what each subscriber has seen. */
export async function checkAll(
  store: Store,
  {
    events,
    records,
    subscribers,
  }: { events: number; records: number; subscribers: readonly [Subscriber, boolean][] },
): Promise<Failures> {
  const logged = await readWholeLog(store)
  return [
    ...checkLog(logged, { events, records }),
    ...subscribers.flatMap(([subscriber, isFromStart]) => checkSubscriber(subscriber, logged, isFromStart)),
    ...(await checkStates(store, records)),
  ]
}
