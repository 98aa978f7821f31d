import { customerTag } from '#shared/cache/cache.ts'
import type { Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  type At,
  keepIn,
  type Loader,
  type LoaderFactories,
  ofCustomer,
  type RecordKey,
} from '#shared/subgraph/loader-factories.ts'
import type {
  AccountRecord,
  CaseListRequest,
  CaseRecord,
  MilestoneRecord,
  ServiceContractRecord,
  SupportEntitlementRecord,
  SupportProvider,
} from './provider.ts'

/** What an operation asks the support systems. */
export interface Loaders {
  /** The connections that serve this domain. */
  connectionIds: readonly string[]
  account: Loader<RecordKey, AccountRecord>
  casePage: Loader<At<CaseListRequest>, Page<Listed<CaseRecord>>>
  case: Loader<RecordKey, CaseRecord>
  milestones: Loader<RecordKey, MilestoneRecord[]>
  entitlementsOfAccount: Loader<RecordKey, Listed<SupportEntitlementRecord>[]>
  /** Key: the CRM's native id of a contract. */
  entitlementsOfContract: Loader<RecordKey, Listed<SupportEntitlementRecord>[]>
  entitlement: Loader<RecordKey, SupportEntitlementRecord>
  contract: Loader<RecordKey, ServiceContractRecord>
}

export function createLoaders(
  { connectionIds, byNativeId, byRequest }: LoaderFactories<SupportProvider>,
  request: RequestContext,
): Loaders {
  const caseRecord: Loaders['case'] = byNativeId('case', (support, ids) => support.getCases(ids, request))
  const entitlement: Loaders['entitlement'] = byNativeId('entitlement', (support, ids) =>
    support.getEntitlements(ids, request),
  )
  const keep = (items: Listed<SupportEntitlementRecord>[]): void => keepIn(entitlement)({ items })
  return {
    connectionIds,
    account: byNativeId('account', (support, ids) => support.getAccounts(ids, request)),
    casePage: byRequest('casePage', (support, requests) => support.listCases(requests, request), {
      tagsOf: ({ connectionId, accountIds }) => accountIds.map((id) => customerTag(connectionId, id)),
      seen: keepIn(caseRecord),
    }),
    case: caseRecord,
    milestones: byNativeId('milestones', (support, ids) => support.listMilestones(ids, request)),
    entitlementsOfAccount: byNativeId(
      'entitlementsOfAccount',
      (support, ids) => support.listEntitlements(ids, request),
      { tagsOf: ofCustomer, seen: keep },
    ),
    entitlementsOfContract: byNativeId(
      'entitlementsOfContract',
      (support, ids) => support.listEntitlementsOfContracts(ids, request),
      { seen: keep },
    ),
    entitlement,
    contract: byNativeId('contract', (support, ids) => support.getContracts(ids, request)),
  }
}
