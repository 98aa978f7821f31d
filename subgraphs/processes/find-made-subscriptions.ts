import type { Queryable } from '#shared/store/store.ts'

/** A subscription that a run has made, and the CRM's id of the contract that it bills. */
export interface MadeSubscription {
  nativeId: string
  crmContractId: string
}

/** Billing's search may be behind by so long; Stripe says under a minute, and longer where it has trouble. */
const BEHIND = "interval '1 hour'"

/** The subscriptions that runs have made for some contracts of late, in one billing system; those taken back are left out. */
export function findMadeSubscriptions(
  store: Queryable,
  connectionId: string,
  crmContractIds: readonly string[],
): Promise<MadeSubscription[]> {
  return store.query<MadeSubscription>(
    `select outcome #>> '{record,ref,nativeId}' as "nativeId", outcome #>> '{output,crmContractId}' as "crmContractId"
     from processes.steps
     where key = 'create-subscription' and outcome #>> '{output,crmContractId}' = any($2)
       and finished_at > now() - ${BEHIND} and status = 'SUCCEEDED'
       and outcome #>> '{record,ref,connectionId}' = $1 and outcome #>> '{record,type}' = 'BillingSubscription'`,
    [connectionId, crmContractIds],
  )
}
