import DataLoader from 'dataloader'
import type { Crosswalk, ForeignRef, Link, NativeRef } from '#shared/crosswalk.ts'
import { isWeftError, WeftError } from '#shared/errors.ts'
import type { EntityType } from '#shared/global-id.ts'
import type { Page } from '#shared/page.ts'
import type { RequestContext } from '#shared/subgraph/context.ts'
import type {
  AccountRecord,
  Answer,
  CaseListRequest,
  CaseRecord,
  MilestoneRecord,
  ServiceContractRecord,
  SupportEntitlementRecord,
  SupportProvider,
} from './provider.ts'

/** One customer's cases in one system. */
export interface CasePageKey extends CaseListRequest {
  connectionId: string
}

/** Something of a connection, named by an id that is not a record's of its own: a CRM contract. */
export interface ConnectionKey {
  connectionId: string
  key: string
}

type Load<Key, Value> = Pick<DataLoader<Key, Value, string>, 'load' | 'loadMany'>

/** One per operation: each thing is asked for once, and what is asked for in one turn is asked for together. */
export interface Loaders {
  /** The connections that serve this domain. */
  connectionIds: readonly string[]
  fieldSourcesOf(connectionId: string): SupportProvider['fieldSources']
  /** Links in this domain of a canonical id, oldest first. */
  supportLinks: Load<string, Link[]>
  /** Links in the CRM of a canonical id. */
  crmLinks: Load<string, Link[]>
  /** The canonical id of a record that another domain or matching mints; undefined where there is none yet. */
  foundId: Load<{ type: EntityType; ref: NativeRef }, string | undefined>
  foreignId: Load<{ type: EntityType; ref: ForeignRef }, string | undefined>
  /** The canonical id of a record that this domain owns, minted at first sight. */
  ownId: Load<{ type: 'Case' | 'SupportEntitlement'; ref: NativeRef }, string>
  account: Load<NativeRef, AccountRecord | undefined>
  casePage: Load<CasePageKey, Page<CaseRecord>>
  case: Load<NativeRef, CaseRecord | undefined>
  milestones: Load<NativeRef, MilestoneRecord[]>
  entitlementsOfAccount: Load<NativeRef, SupportEntitlementRecord[]>
  entitlementsOfContract: Load<ConnectionKey, SupportEntitlementRecord[]>
  entitlement: Load<NativeRef, SupportEntitlementRecord | undefined>
  contract: Load<NativeRef, ServiceContractRecord | undefined>
}

export function createLoaders(options: {
  providers: readonly SupportProvider[]
  crosswalk: Crosswalk
  request: RequestContext
}): Loaders {
  const { providers, request } = options
  const providerOf = new Map(providers.map((provider) => [provider.connection.id, provider]))
  const { loader, byRef } = createLoaderFactories(providerOf)

  const caseRecord = byRef((provider, ids) => provider.getCases(ids, request))
  const entitlement = byRef((provider, ids) => provider.getEntitlements(ids, request))
  const keep = (records: readonly SupportEntitlementRecord[]): void => {
    for (const record of records) entitlement.prime(record.source, record)
  }

  return {
    ...crosswalkLoaders(options.crosswalk),
    connectionIds: [...providerOf.keys()],
    fieldSourcesOf: (connectionId) => serving(providerOf, connectionId).fieldSources,
    account: byRef((provider, ids) => provider.getAccounts(ids, request)),
    casePage: loader(JSON.stringify, async (provider, keys: readonly CasePageKey[]) => {
      const pages = await provider.listCases(keys, request)
      for (const record of pages.flatMap((page) => (isWeftError(page) ? [] : page.items)))
        caseRecord.prime(record.source, record)
      return pages
    }),
    case: caseRecord,
    milestones: byRef((provider, ids) => provider.listMilestones(ids, request)),
    entitlementsOfAccount: byRef((provider, ids) => provider.listEntitlements(ids, request), keep),
    entitlementsOfContract: loader(
      ({ connectionId, key }: ConnectionKey) => `${connectionId}\n${key}`,
      (provider, keys) =>
        provider.listEntitlementsOfContracts(
          keys.map(({ key }) => key),
          request,
        ),
      keep,
    ),
    entitlement,
    contract: byRef((provider, ids) => provider.getContracts(ids, request)),
  }
}

const refKey = ({ connectionId, nativeId }: { connectionId: string; nativeId: string }): string =>
  `${connectionId}\n${nativeId}`

function serving(providerOf: ReadonlyMap<string, SupportProvider>, connectionId: string): SupportProvider {
  const provider = providerOf.get(connectionId)
  if (provider) return provider
  throw new WeftError('NOT_CONFIGURED', 'a record is linked to a connection that is not configured', {
    system: connectionId,
  })
}

/** Loaders that ask each connection for its own keys; a connection that fails, fails its own keys only. */
function createLoaderFactories(providerOf: ReadonlyMap<string, SupportProvider>) {
  function loader<Key extends { connectionId: string }, Value>(
    cacheKeyFn: (key: Key) => string,
    ask: (provider: SupportProvider, keys: readonly Key[]) => Promise<Answer<Value>[]>,
    seen: (value: Value) => void = () => {},
  ): DataLoader<Key, Value, string> {
    const askOne = async (connectionId: string, keys: readonly Key[]): Promise<Answer<Value>[]> => {
      try {
        return await ask(serving(providerOf, connectionId), keys)
      } catch (error) {
        if (isWeftError(error)) return keys.map(() => error)
        throw error
      }
    }
    return new DataLoader<Key, Value, string>(
      async (keys) => {
        const groups = [...Map.groupBy(keys, ({ connectionId }) => connectionId)]
        const answered = await Promise.all(
          groups.map(async ([connectionId, group]) => {
            const answers = await askOne(connectionId, group)
            return group.map((key, index) => [key, answers[index]] as const)
          }),
        )
        const answerOf = new Map(answered.flat())
        for (const answer of answerOf.values()) if (answer !== undefined && !isWeftError(answer)) seen(answer)
        return keys.map((key) => answerOf.get(key) as Answer<Value>)
      },
      { cacheKeyFn },
    )
  }
  const byRef = <Value>(
    ask: (provider: SupportProvider, nativeIds: readonly string[]) => Promise<Answer<Value>[]>,
    seen?: (value: Value) => void,
  ) =>
    loader<{ connectionId: string; nativeId: string }, Value>(
      refKey,
      (provider, refs) =>
        ask(
          provider,
          refs.map(({ nativeId }) => nativeId),
        ),
      seen,
    )
  return { loader, byRef }
}

function crosswalkLoaders(
  crosswalk: Crosswalk,
): Pick<Loaders, 'supportLinks' | 'crmLinks' | 'foundId' | 'foreignId' | 'ownId'> {
  const linksIn = (domain: 'SUPPORT' | 'CRM') =>
    new DataLoader<string, Link[]>((ids) => crosswalk.linksOf(ids, domain))
  return {
    supportLinks: linksIn('SUPPORT'),
    crmLinks: linksIn('CRM'),
    foundId: byType((type, refs: readonly NativeRef[]) => crosswalk.findIds(type, refs)),
    foreignId: byType((type, refs: readonly ForeignRef[]) => crosswalk.findForeignIds(type, refs)),
    ownId: byType((type, refs: readonly NativeRef[]) => crosswalk.ensureIds(type, refs)),
  }
}

/** Lookups of ids, one for each entity type that a batch holds. */
function byType<Type extends EntityType, Ref, Value>(
  find: (type: Type, refs: readonly Ref[]) => Promise<Value[]>,
): DataLoader<{ type: Type; ref: Ref }, Value, string> {
  return new DataLoader<{ type: Type; ref: Ref }, Value, string>(
    async (keys) => {
      const found = await Promise.all(
        [...Map.groupBy(keys, ({ type }) => type)].map(async ([type, group]) => {
          const values = await find(
            type,
            group.map(({ ref }) => ref),
          )
          return group.map((key, index) => [key, values[index] as Value] as const)
        }),
      )
      const valueByKey = new Map(found.flat())
      return keys.map((key) => valueByKey.get(key) as Value)
    },
    { cacheKeyFn: ({ type, ref }) => JSON.stringify([type, ref]) },
  )
}
