import { execute, parse } from 'graphql'
import { createBillingSubgraph } from '#billing/subgraph.ts'
import { collectEvidence, type Evidence, weighEvidence } from '#crosswalk/entitlement-policy.ts'
import type { DomainEvidence } from '#crosswalk/mappers.ts'
import { createCrmSubgraph } from '#crm/subgraph.ts'
import { createErpSubgraph } from '#erp/subgraph.ts'
import type { DomainSaying, EntitlementQuestion } from '#processes/entitlement.ts'
import type { ProcessTools } from '#processes/tools.ts'
import type { Clock } from '#shared/clock.ts'
import type { Connection, SystemDomain } from '#shared/connections/connection.ts'
import type { Crosswalk } from '#shared/crosswalk.ts'
import type { Caller, RequestContext } from '#shared/subgraph/context.ts'
import type { Subgraph } from '#shared/subgraph/subgraph.ts'
import type { Logger } from '#shared/telemetry/logger.ts'
import { createSupportSubgraph } from '#support/subgraph.ts'
import type { Providers } from './providers.ts'

const DOMAINS = ['CRM', 'BILLING', 'SUPPORT', 'ERP'] as const

/** Weft itself: limited to nobody's customers. */
const WEFT: Caller = {
  subject: 'weft',
  clientId: 'weft',
  scopes: new Set(),
  customerIds: undefined,
  businessUnits: undefined,
}

export interface CheckSurroundings {
  crosswalk: Crosswalk
  connections: ReadonlyMap<string, Connection>
  providers: Providers
  clock: Clock
  logger: Logger
}

/**
 * The same check as `checkEntitlement` of the graph: each domain is asked for its evidence as the gateway asks it, and the same
 * policy weighs it. Nothing that was remembered is used, so a state that is over speaks neither for nor against.
 */
export function createEntitlementCheck(surroundings: CheckSurroundings): ProcessTools['checkEntitlement'] {
  const { crosswalk, clock, logger } = surroundings
  const subgraphs = createSubgraphs(surroundings)
  return async (question, call) => {
    const request: RequestContext = {
      ...call,
      caller: WEFT,
      logger: logger.child({ correlationId: call.correlationId }),
      receivedAt: clock.now(),
      maxAgeSeconds: 0,
    }
    const [linked, said] = await Promise.all([
      findLinkedDomains(question.customerId, crosswalk),
      Promise.all(DOMAINS.map((domain) => askDomain(subgraphs[domain], question, request))),
    ])
    const [crmEvidence, billingEvidence, supportEvidence, erpEvidence] = said
    const evidence = collectEvidence(
      { ...question, crmEvidence, billingEvidence, supportEvidence, erpEvidence },
      linked,
    )
    return {
      ...weighEvidence(evidence),
      evidence: toSayings(evidence),
      checkedAt: request.receivedAt.toISOString(),
    }
  }
}

function createSubgraphs({
  crosswalk,
  connections,
  providers,
}: CheckSurroundings): Record<SystemDomain, Subgraph> {
  const shared = { crosswalk, connections }
  return {
    CRM: createCrmSubgraph({ ...shared, providers: providers.CRM }),
    BILLING: createBillingSubgraph({ ...shared, providers: providers.BILLING }),
    SUPPORT: createSupportSubgraph({ ...shared, providers: providers.SUPPORT }),
    ERP: createErpSubgraph({ ...shared, providers: providers.ERP }),
  }
}

async function findLinkedDomains(customerId: string, crosswalk: Crosswalk): Promise<Set<SystemDomain>> {
  const links = await Promise.all(DOMAINS.map((domain) => crosswalk.linksOf([customerId], domain)))
  return new Set(DOMAINS.filter((_, index) => (links[index]?.[0] ?? []).length > 0))
}

/** One domain's evidence; null where it could not be given. */
async function askDomain(
  { name, schema, createContext }: Subgraph,
  question: EntitlementQuestion,
  request: RequestContext,
): Promise<DomainEvidence | null> {
  const document = parse(`query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on EntitlementCheck { evidence: ${name}Evidence { grants inGrace reasons } } } }`)
  const { data, errors } = await execute({
    schema,
    document,
    variableValues: { of: [{ __typename: 'EntitlementCheck', ...question }] },
    contextValue: createContext(request),
  })
  for (const error of errors ?? [])
    request.logger.warn(
      { err: error.originalError ?? error, correlationId: request.correlationId, subgraph: name },
      'an entitlement is checked without a system',
    )
  const [check] = (data?._entities ?? []) as ({ evidence: DomainEvidence | null } | null)[]
  return check?.evidence ?? null
}

function toSayings(evidence: Evidence): DomainSaying[] {
  return DOMAINS.flatMap((domain): DomainSaying[] => {
    const said = evidence[domain]
    if (said === undefined) return []
    if (said === null) return [{ domain, says: 'FAILED', reasons: [] }]
    return [{ domain, says: sayingOf(said), reasons: [...said.reasons] }]
  })
}

function sayingOf({ grants, inGrace }: DomainEvidence): DomainSaying['says'] {
  if (grants == null) return inGrace ? 'YES_IN_GRACE' : 'SILENT'
  if (!grants) return 'NO'
  return inGrace ? 'YES_IN_GRACE' : 'YES'
}
