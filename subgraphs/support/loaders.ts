import type { Listed } from '#shared/listed.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import {
  type At,
  createLoaderFactories,
  keepIn,
  type Loader,
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

export function createLoaders(providers: readonly SupportProvider[], request: RequestContext): Loaders {
  const { byNativeId, byRequest } = createLoaderFactories(providers)
  const caseRecord: Loaders['case'] = byNativeId((support, ids) => support.getCases(ids, request))
  const entitlement: Loaders['entitlement'] = byNativeId((support, ids) =>
    support.getEntitlements(ids, request),
  )
  const keep = (items: Listed<SupportEntitlementRecord>[]): void => keepIn(entitlement)({ items })
  return {
    connectionIds: providers.map(({ connection }) => connection.id),
    account: byNativeId((support, ids) => support.getAccounts(ids, request)),
    casePage: byRequest((support, requests) => support.listCases(requests, request), keepIn(caseRecord)),
    case: caseRecord,
    milestones: byNativeId((support, ids) => support.listMilestones(ids, request)),
    entitlementsOfAccount: byNativeId((support, ids) => support.listEntitlements(ids, request), keep),
    entitlementsOfContract: byNativeId(
      (support, ids) => support.listEntitlementsOfContracts(ids, request),
      keep,
    ),
    entitlement,
    contract: byNativeId((support, ids) => support.getContracts(ids, request)),
  }
}
