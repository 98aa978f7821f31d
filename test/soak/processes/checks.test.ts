import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CheckName, violationsOf } from './checks.ts'
import type { Observed } from './observe.ts'
import type { AttemptStory, RunStory, Story } from './story.ts'
import type { BookKind, BookRow } from './vendor-books.ts'

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 9, 0, second))

/** What each step left, in the order of the steps. */
const MADE: readonly [step: string, kind: BookKind][] = [
  ['draft-contract', 'contract'],
  ['create-order', 'order'],
  ['create-subscription', 'subscription'],
  ['create-subscription', 'invoice'],
  ['post-invoice', 'posting'],
  ['activate-entitlement', 'entitlement'],
]

const rowsOf = (deal: string, stands = true): BookRow[] =>
  MADE.map(([, kind]) => ({ kind, id: `${kind}-${deal}`, of: deal, stands }))
const runOf = (deal: string, status: string, stepStatus: string): RunStory => ({
  id: `run-${deal}`,
  idempotencyKey: `key-${deal}`,
  opportunityId: deal,
  customerId: 'customer',
  status,
  isAtRest: true,
  hasOpenException: false,
  steps: MADE.filter(([, kind]) => kind !== 'invoice').map(([key, kind]) => ({
    key,
    status: stepStatus,
    nativeId: `${kind}-${deal}`,
  })),
})
const attemptOf = (deal: string, stepKey: string): AttemptStory => ({
  runId: `run-${deal}`,
  generation: 1,
  stepKey,
  direction: 'RUN',
  node: 'one',
  startedAt: at(1),
  endedAt: at(3),
})
const log = (
  ...entries: [what: Observed['what'], deal: string, detail?: string, second?: number][]
): Observed[] =>
  entries.map(([what, deal, detail = null, second = 2], index) => ({
    place: index + 1,
    what,
    runId: `run-${deal}`,
    customerId: 'customer',
    detail,
    at: at(second),
  }))

/** A deal that was delivered, after another of the customer that was taken back. */
const STORY: Story = {
  wishes: ['back', 'done'].map((deal) => ({
    idempotencyKey: `key-${deal}`,
    opportunityId: deal,
    accepted: [`run-${deal}`, `run-${deal}`],
    refused: [],
  })),
  runs: [runOf('back', 'COMPENSATED', 'COMPENSATED'), runOf('done', 'COMPLETED', 'SUCCEEDED')],
  attempts: ['back', 'done'].flatMap((deal) =>
    [...new Set(MADE.map(([step]) => step))].map((step) => attemptOf(deal, step)),
  ),
  observed: log(
    ['claimed', 'done', 'one', 0],
    ['queued', 'back'],
    ['queued', 'done'],
    ['begin', 'back', 'create-order'],
    ['end', 'back', 'create-order'],
    ['left', 'back'],
    ['begin', 'done', 'create-order'],
    ['end', 'done', 'create-order'],
    ['left', 'done'],
    ['status', 'done', 'COMPLETED'],
  ),
  rows: [
    ...rowsOf('back', false),
    ...rowsOf('done'),
    { kind: 'ERP customer', id: '1', of: 'account', stands: true },
  ],
  concurrency: { highest: 5, refused: 0 },
  movedAfterMs: [900],
  told: new Map([
    ['run-back', { status: 'COMPENSATED', records: [] }],
    ['run-done', { status: 'COMPLETED', records: [] }],
  ]),
}

test('a story in which all is well violates nothing', () => {
  assert.deepEqual(violationsOf(STORY), [])
})

const without = (kind: BookKind): BookRow[] =>
  STORY.rows.filter((row) => !(row.kind === kind && row.of === 'done'))

const BUGS: readonly [bug: string, check: CheckName, changed: Partial<Story>][] = [
  [
    'a write that was made again after it had not been answered',
    'nothing is done twice',
    { rows: [...STORY.rows, { kind: 'order', id: 'again', of: 'done', stands: false }] },
  ],
  [
    'a customer that was made twice',
    'nothing is done twice',
    { rows: [...STORY.rows, { kind: 'ERP customer', id: '2', of: 'account', stands: true }] },
  ],
  [
    'a wish that was accepted before it was kept',
    'nothing is lost',
    { wishes: [{ idempotencyKey: 'lost', opportunityId: 'lost', accepted: [''], refused: [] }] },
  ],
  ['a document that is not there', 'nothing is lost', { rows: without('posting') }],
  [
    'a run that nobody goes on with',
    'nothing is lost',
    { runs: [{ ...runOf('back', 'RUNNING', 'PENDING'), isAtRest: false }], rows: [], told: new Map() },
  ],
  [
    'a run that is held and told to nobody',
    'nothing is lost',
    { runs: [runOf('back', 'HELD', 'PENDING')], rows: [], told: new Map() },
  ],
  [
    'a compensation that was dropped',
    'callers are told the truth',
    { rows: STORY.rows.map((row) => (row.id === 'order-back' ? { ...row, stands: true } : row)) },
  ],
  [
    'another answer than the journal',
    'callers are told the truth',
    { told: new Map([['run-back', { status: 'COMPLETED', records: [] }]]) },
  ],
  [
    'what was done and then is not',
    'callers are told the truth',
    { observed: [...STORY.observed, ...log(['status', 'done', 'COMPENSATING'])] },
  ],
  [
    'a node that writes on after another has the run',
    'one node at a time',
    { observed: [...STORY.observed, ...log(['claimed', 'done', 'two', 2])] },
  ],
  [
    'two runs of a customer at once',
    'one run of a customer at a time, in order',
    {
      observed: log(['queued', 'back'], ['begin', 'back', 'create-order'], ['begin', 'done', 'create-order']),
    },
  ],
  [
    'a run that passes before its turn',
    'one run of a customer at a time, in order',
    { observed: log(['queued', 'back'], ['queued', 'done'], ['begin', 'done', 'create-order']) },
  ],
  [
    'more than the ERP takes',
    'no more at once than the ERP takes',
    { concurrency: { highest: 5, refused: 1 } },
  ],
  ['a run that does not move', 'a dead node’s runs move within ten seconds', { movedAfterMs: [undefined] }],
  ['a run that moves late', 'a dead node’s runs move within ten seconds', { movedAfterMs: [10_500] }],
]

for (const [bug, check, changed] of BUGS) {
  test(`${bug} is found: ${check}`, () => {
    const found = violationsOf({ ...STORY, ...changed })
    assert.deepEqual([...new Set(found.map((violation) => violation.check))], [check])
  })
}
