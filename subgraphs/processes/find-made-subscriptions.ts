import type { Queryable } from '#shared/store/store.ts'

/** A subscription that bills a contract because of a run, and the CRM's id of that contract. */
export interface MadeSubscription {
  nativeId: string
  crmContractId: string
}

/** Billing's search may be behind by so long; Stripe says under a minute, and longer where it has trouble. */
const BEHIND = "interval '1 hour'"

/**
 * The subscriptions that began of late to bill some contracts, in one billing system, because runs have made them or let them go
 * on by the new terms of a renewal; what was taken back is left out.
 */
export function findMadeSubscriptions(
  store: Queryable,
  {
    connectionId,
    crmContractIds,
    now,
  }: { connectionId: string; crmContractIds: readonly string[]; now: Date },
): Promise<MadeSubscription[]> {
  return store.query<MadeSubscription>(
    `select outcome #>> '{record,ref,nativeId}' as "nativeId", outcome #>> '{output,crmContractId}' as "crmContractId"
     from processes.steps
     where key = 'create-subscription' and outcome #>> '{output,crmContractId}' = any($2)
       and finished_at > $3::timestamptz - ${BEHIND} and status = 'SUCCEEDED'
       and outcome #>> '{record,ref,connectionId}' = $1 and outcome #>> '{record,type}' = 'BillingSubscription'
     union
     select outcome #>> '{output,subscriptionId}', outcome #>> '{output,crmContractId}'
     from processes.steps
     where key = 'schedule-renewal' and outcome #>> '{output,crmContractId}' = any($2) and status = 'SUCCEEDED'
       and outcome #>> '{record,ref,connectionId}' = $1
       and (outcome #>> '{output,startsAt}')::timestamptz between $3::timestamptz - ${BEHIND} and $3`,
    [connectionId, crmContractIds, now],
  )
}
