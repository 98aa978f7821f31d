import { WeftError } from '#shared/errors.ts'
import type { Queryable, Store } from '#shared/store/store.ts'

/**
 * What a call to the vendor ends in. `unanswered`: it takes effect, and nobody is told. `dead before` and `dead after`: its
 * caller's process is killed.
 */
export type Ending =
  | 'ok'
  | 'refused'
  | 'busy'
  | 'unanswered'
  | 'stale'
  | 'broken'
  | 'dead before'
  | 'dead after'

/** How each call ends, by step (`post`) or its compensation (`post undo`), first call first; what is not said ends well. */
export type Script = Readonly<Record<string, readonly Ending[]>>

export interface VendorCall {
  runId: string
  /** `post`, `post undo` */
  name: string
  key: string
  script: Script
}

/** A system whose books are tables, so that they survive the process that writes them; it takes every key once. */
export interface ScriptedVendor {
  call(call: VendorCall): Promise<void>
  /** What took effect, in order. */
  effects(runId: string): Promise<string[]>
  /** How many calls there were for a name. */
  calls(runId: string, name: string): Promise<number>
  /** Every call's begin and end, of all runs, in order. */
  ledger(): Promise<{ runId: string; name: string; what: 'begin' | 'end' }[]>
}

export async function createScriptedVendor(store: Store): Promise<ScriptedVendor> {
  await store.transaction(async (transaction) => {
    // Several nodes of a test may come at once.
    await transaction.query('select pg_advisory_xact_lock(1)')
    await transaction.query(`create table if not exists vendor_effects (place bigint generated always as identity,
      key text primary key, run_id text, name text)`)
    await transaction.query(`create table if not exists vendor_calls (place bigint generated always as identity,
      run_id text, name text, what text)`)
  })
  return {
    async call(call) {
      const ending = await beginCall(store, call)
      if (ending === 'dead before') await die()
      const refusal = refusalOf(ending)
      if (refusal) throw refusal
      await takeEffect(store, call)
      if (ending === 'dead after') await die()
      await note(store, call, 'end')
      if (ending === 'unanswered') throw new WeftError('TIMEOUT', 'the vendor did not answer')
    },
    async effects(runId) {
      const rows = await store.query<{ name: string }>(
        'select name from vendor_effects where run_id = $1 order by place',
        [runId],
      )
      return rows.map(({ name }) => name)
    },
    async calls(runId, name) {
      const rows = await store.query(
        "select 1 from vendor_calls where run_id = $1 and name = $2 and what = 'begin'",
        [runId, name],
      )
      return rows.length
    },
    ledger: () => store.query('select run_id as "runId", name, what from vendor_calls order by place'),
  }
}

async function beginCall(store: Queryable, { runId, name, script }: VendorCall): Promise<Ending> {
  await note(store, { runId, name }, 'begin')
  const [row] = await store.query<{ count: string }>(
    "select count(*) from vendor_calls where run_id = $1 and name = $2 and what = 'begin'",
    [runId, name],
  )
  return script[name]?.[Number(row?.count ?? 1) - 1] ?? 'ok'
}

async function note(store: Queryable, { runId, name }: Pick<VendorCall, 'runId' | 'name'>, what: string) {
  await store.query('insert into vendor_calls (run_id, name, what) values ($1, $2, $3)', [runId, name, what])
}

async function takeEffect(store: Queryable, { key, runId, name }: VendorCall): Promise<void> {
  await store.query(
    'insert into vendor_effects (key, run_id, name) values ($1, $2, $3) on conflict do nothing',
    [key, runId, name],
  )
}

function refusalOf(ending: Ending): Error | undefined {
  if (ending === 'refused')
    return new WeftError(
      'REJECTED_BY_SYSTEM',
      'the vendor said no',
      { system: 'erp' },
      new Error('VAT missing'),
    )
  if (ending === 'stale') return new WeftError('STALE_VERSION', 'somebody changed it', { system: 'erp' })
  if (ending === 'busy') return new WeftError('RATE_LIMITED', 'not now', { system: 'erp' })
  return ending === 'broken' ? new TypeError('x is not a function') : undefined
}

/** As the power would go: nothing after it runs. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}
