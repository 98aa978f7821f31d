import type { Store } from '#shared/store/store.ts'

/**
 * CASE_UNITS: a case's unit is booked. SUSPENSION: an entitlement is out of use because we said so. NEW_CUSTOMER: a customer of that
 * name, number or domain is being made.
 */
export type ClaimKind = 'CASE_UNITS' | 'SUSPENSION' | 'NEW_CUSTOMER'

export interface Claim {
  /** What is claimed: the canonical id of a case, `connection/native id` of an entitlement. */
  subject: string
  runId: string
}

/** What runs have done to things that other runs may do as well, or take back: kept beside their journal, for as long as it. */
export interface Claims {
  /** Takes a thing for a run, unless another one has it; answers whether the run has it. */
  take(kind: ClaimKind, subject: string, runId: string): Promise<boolean>
  /** The same for things that several runs may have. */
  join(kind: ClaimKind, subjects: readonly string[], runId: string): Promise<void>
  /** Those of a run, or of a thing, oldest first. */
  find(kind: ClaimKind, by: { runId: string } | { subject: string }): Promise<Claim[]>
  /** Gives a thing back. */
  drop(kind: ClaimKind, subject: string, runId: string): Promise<void>
}

export function createClaims(store: Store): Claims {
  return {
    async take(kind, subject, runId) {
      await store.query(
        `insert into processes.claims (kind, subject, run_id, is_exclusive) values ($1, $2, $3, true)
         on conflict do nothing`,
        [kind, subject, runId],
      )
      const [claim] = await store.query<{ runId: string }>(
        'select run_id as "runId" from processes.claims where kind = $1 and subject = $2',
        [kind, subject],
      )
      return claim?.runId === runId
    },
    async join(kind, subjects, runId) {
      await store.query(
        `insert into processes.claims (kind, subject, run_id, is_exclusive)
         select $1, subject, $3, false from unnest($2::text[]) as wanted (subject) on conflict do nothing`,
        [kind, subjects, runId],
      )
    },
    find(kind, by) {
      const [column, value] = 'runId' in by ? ['run_id', by.runId] : ['subject', by.subject]
      return store.query<Claim>(
        `select subject, run_id as "runId" from processes.claims where kind = $1 and ${column} = $2 order by claimed_at, subject`,
        [kind, value],
      )
    },
    async drop(kind, subject, runId) {
      await store.query('delete from processes.claims where kind = $1 and subject = $2 and run_id = $3', [
        kind,
        subject,
        runId,
      ])
    },
  }
}
