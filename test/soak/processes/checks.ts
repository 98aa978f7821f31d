import type { Observed } from './observe.ts'
import type { RunStory, Story } from './story.ts'
import type { BookKind, BookRow } from './vendor-books.ts'

/** What must hold, each by what it is called in a report; every check answers what is wrong, in sentences. */
const CHECKS = {
  'nothing is lost': findLost,
  'nothing is done twice': findTwice,
  'callers are told the truth': findLies,
  'one node at a time': findTwoNodes,
  'one run of a customer at a time, in order': findOverlaps,
  'no more at once than the ERP takes': findTooMany,
  'a dead node’s runs move within ten seconds': findLeftBehind,
} as const satisfies Record<string, (story: Story) => string[]>
export type CheckName = keyof typeof CHECKS

export function violationsOf(story: Story): { check: CheckName; violation: string }[] {
  return Object.entries(CHECKS).flatMap(([check, find]) =>
    find(story).map((violation) => ({ check: check as CheckName, violation })),
  )
}

const OVER: readonly string[] = ['COMPLETED', 'COMPENSATED', 'CANCELLED', 'FAILED']
/** A person is told of it, and decides. */
const HELD: readonly string[] = ['HELD', 'COMPENSATION_FAILED']
const WITHOUT_EFFECT: readonly string[] = ['COMPENSATED', 'CANCELLED', 'FAILED']

/** Which step makes which documents. Of each there is one for a deal. */
const STEP_OF: ReadonlyMap<BookKind, string> = new Map([
  ['contract', 'draft-contract'],
  ['order', 'create-order'],
  ['subscription', 'create-subscription'],
  ['invoice', 'create-subscription'],
  ['posting', 'post-invoice'],
  ['entitlement', 'activate-entitlement'],
])
const CUSTOMER_KINDS: readonly BookKind[] = ['ERP customer', 'billing customer', 'support account']

/** Every wish that was accepted is a run, and every run is over or with a person. */
function findLost({ wishes, runs, rows }: Story): string[] {
  const ids = new Set(runs.map(({ id }) => id))
  const keys = new Set(runs.map(({ idempotencyKey }) => idempotencyKey))
  return [
    ...wishes.flatMap(({ idempotencyKey, accepted }) =>
      accepted.some((id) => (id === '' ? !keys.has(idempotencyKey) : !ids.has(id)))
        ? [`${idempotencyKey} was accepted, and there is no run`]
        : [],
    ),
    ...runs.flatMap(({ id, status, isAtRest, hasOpenException }) => {
      if (!isAtRest) return [`${id} is ${status} and goes nowhere`]
      const isFine = OVER.includes(status) || (HELD.includes(status) && hasOpenException)
      return isFine ? [] : [`${id} is ${status}, and nobody is told`]
    }),
    ...runs.flatMap((run) => (run.status === 'COMPLETED' ? missingOf(run, rows) : [])),
  ]
}

function missingOf({ id, opportunityId }: RunStory, rows: readonly BookRow[]): string[] {
  return [...STEP_OF.keys()].flatMap((kind) =>
    rows.some((row) => row.of === opportunityId && row.kind === kind && row.stands)
      ? []
      : [`${id} is COMPLETED, and its ${kind} is not there`],
  )
}

/** One run for each key; one document of each kind for each time that its step was begun anew; one customer in each system. */
function findTwice({ wishes, runs, attempts, rows }: Story): string[] {
  const begun = new Map<string, Set<string>>()
  const dealOf = new Map(runs.map(({ id, opportunityId }) => [id, opportunityId]))
  for (const { runId, generation, stepKey, direction } of attempts) {
    if (direction !== 'RUN') continue
    const key = `${dealOf.get(runId)}/${stepKey}`
    begun.set(key, (begun.get(key) ?? new Set()).add(`${runId}/${generation}`))
  }
  return [
    ...wishes.flatMap(({ idempotencyKey, accepted }) =>
      new Set(accepted).size > 1 ? [`${idempotencyKey} has several runs: ${accepted.join()}`] : [],
    ),
    ...[...grouped(rows, ({ kind, of }) => `${kind} of ${of}`)].flatMap(([name, same]) => {
      const [{ kind, of }] = same
      const standing = same.filter(({ stands }) => stands).length
      const step = STEP_OF.get(kind)
      const times = step === undefined ? 1 : (begun.get(`${of}/${step}`)?.size ?? 0)
      return [
        ...(standing > 1 ? [`${name}: ${standing} stand`] : []),
        ...(same.length > times ? [`${name}: made ${same.length} times in ${times}`] : []),
      ]
    }),
  ]
}

/** What callers hear of a run is what the journal has, and what it has is what is there. */
function findLies({ runs, rows, told, observed }: Story): string[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [
    ...runs.flatMap(({ id, status }) => {
      const heard = told.get(id)?.status
      return heard === undefined || heard === status ? [] : [`${id} is ${status}, and is told as ${heard}`]
    }),
    ...runs.flatMap(({ id, steps }) =>
      steps.flatMap(({ key, status, nativeId }) => {
        const row = nativeId === null ? undefined : byId.get(nativeId)
        if (status === 'SUCCEEDED' && row?.stands === false && !isShared(row))
          return [`${id} says that ${row.kind} ${nativeId} was made, and it does not stand`]
        if (status === 'COMPENSATED' && row?.stands && !isShared(row))
          return [`${id} says that ${key} was taken back, and ${row.kind} ${nativeId} stands`]
        return []
      }),
    ),
    ...[...grouped(runs, ({ opportunityId }) => opportunityId)].flatMap(([deal, ofDeal]) =>
      ofDeal.every(({ status }) => WITHOUT_EFFECT.includes(status))
        ? rows.flatMap(({ of, kind, id, stands }) =>
            of === deal && stands ? [`${ofDeal[0].id} is ${ofDeal[0].status}, and ${kind} ${id} stands`] : [],
          )
        : [],
    ),
    ...findContradictions(observed),
  ]
}

/** Several deals of a customer share it: it stays while any of them needs it. */
const isShared = ({ kind }: BookRow): boolean => CUSTOMER_KINDS.includes(kind)

/** What was told as done, or as called off, stays so. */
function findContradictions(observed: readonly Observed[]): string[] {
  const last = new Map<string, string | null>()
  return observed.flatMap(({ what, runId, detail }) => {
    if (what !== 'status') return []
    const before = last.get(runId)
    last.set(runId, detail)
    return before === 'COMPLETED' || before === 'CANCELLED' ? [`${runId} was ${before}, then ${detail}`] : []
  })
}

/** Nobody writes down what came of an attempt after another node has begun to go on with the run. */
function findTwoNodes({ attempts, observed }: Story): string[] {
  const claims = grouped(
    observed.filter(({ what }) => what === 'claimed'),
    ({ runId }) => runId,
  )
  return attempts.flatMap(({ runId, stepKey, node, startedAt, endedAt }) => {
    const other = claims
      .get(runId)
      ?.find(({ detail, at }) => detail !== node && endedAt && at > startedAt && at < endedAt)
    return other ? [`${runId}: ${stepKey} was ended by a node after another had taken the run`] : []
  })
}

/** Replays who waited for a customer's turn, who had it, and who was in a sequenced step. */
function findOverlaps({ observed }: Story): string[] {
  const waiting = new Map<string, string[]>()
  const inside = new Map<string, string>()
  return observed.flatMap(({ what, runId, customerId, detail }) => {
    if (customerId === null || what === 'claimed' || what === 'status') return []
    const line = waiting.get(customerId) ?? []
    waiting.set(customerId, line)
    if (what === 'queued') line.push(runId)
    if (what === 'left') line.splice(line.indexOf(runId), 1)
    // What a dead node was in is over when its run has left, or is in it again.
    if ((what === 'end' || what === 'left') && inside.get(customerId) === runId) inside.delete(customerId)
    if (what !== 'begin') return []
    const other = inside.get(customerId)
    inside.set(customerId, runId)
    return [
      ...(other !== undefined && other !== runId
        ? [`${runId} began ${detail} while ${other} was in one`]
        : []),
      ...(line[0] === runId ? [] : [`${runId} began ${detail} when it was ${line[0] ?? 'nobody'}’s turn`]),
    ]
  })
}

/** As many as the account may have at once, by the account's own count. */
function findTooMany({ concurrency: { refused } }: Story): string[] {
  return refused > 0 ? [`the ERP refused ${refused} requests that came too much`] : []
}

const MOVED_WITHIN_MS = 10_000

function findLeftBehind({ movedAfterMs }: Story): string[] {
  return movedAfterMs.flatMap((ms) => {
    if (ms === undefined) return ['a run of a dead node did not move']
    return ms > MOVED_WITHIN_MS ? [`a run of a dead node moved after ${Math.round(ms)} ms`] : []
  })
}

function grouped<Thing>(
  things: readonly Thing[],
  by: (thing: Thing) => string,
): Map<string, [Thing, ...Thing[]]> {
  const groups = new Map<string, [Thing, ...Thing[]]>()
  for (const thing of things) {
    const group = groups.get(by(thing))
    if (group) group.push(thing)
    else groups.set(by(thing), [thing])
  }
  return groups
}
