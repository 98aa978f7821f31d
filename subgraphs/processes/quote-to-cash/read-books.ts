import type { BalanceRecord, LegalEntityRecord } from '#erp/provider.ts'
import { answered, allAnswered } from '../answers.ts'
import type { LookContext } from '../process.ts'
import { toDay } from './dates.ts'
import type { ReadSystems } from './read-systems.ts'

/** What the ERP's books say of a deal. */
export interface ReadBooks {
  /** Who sells; undefined: it cannot be told. */
  legalEntity: LegalEntityRecord | undefined
  /** Whether it trades in the deal's currency; undefined: the ERP does not say. */
  tradesInCurrency: boolean | undefined
  /** The period that the first invoice is posted in; undefined: none is set up. */
  period: { name: string; isClosed: boolean } | undefined
  balance: BalanceRecord | undefined
}

export async function readBooks(
  currencyCode: string,
  systems: ReadSystems,
  { invoicedOn, look }: { invoicedOn: string; look: LookContext },
): Promise<ReadBooks> {
  const { connectionId, record } = systems.erp
  const nothing = {
    legalEntity: undefined,
    tradesInCurrency: undefined,
    period: undefined,
    balance: undefined,
  }
  if (connectionId === undefined) return nothing
  const erp = look.tools.erp(connectionId)
  const legalEntity = await findLegalEntity(systems, currencyCode, look)
  const legalEntityNativeId = legalEntity?.source.nativeId
  const [tradesInCurrency, period, balances] = await Promise.all([
    erp.writes?.tradesIn({ currencyCode, legalEntityNativeId }, look.call),
    erp.writes?.getPostingPeriod({ day: invoicedOn, legalEntityNativeId }, look.call),
    record ? erp.getBalances([record.source.nativeId], toDay(look.now), look.call) : [],
  ])
  return { legalEntity, tradesInCurrency, period, balance: answered(balances[0]) }
}

/** The customer's own first; else its business unit's: the only one, or the only one that keeps books in the currency. */
export async function findLegalEntity(
  { erp: { connectionId = '', record }, businessUnitKey }: Pick<ReadSystems, 'erp' | 'businessUnitKey'>,
  currencyCode: string,
  { call, tools }: LookContext,
): Promise<LegalEntityRecord | undefined> {
  if (record?.legalEntity) return record.legalEntity
  const ids = legalEntityIdsOf(businessUnitKey, tools.businessUnits)
    .filter((ref) => ref.connectionId === connectionId)
    .map(({ nativeId }) => nativeId)
  if (ids.length === 0) return undefined
  const entities = allAnswered(await tools.erp(connectionId).getLegalEntities(ids, call))
  const [only, ...others] =
    entities.length > 1 ? entities.filter(({ baseCurrency }) => baseCurrency === currencyCode) : entities
  return others.length > 0 ? undefined : only
}

/** A unit without companies of its own trades by those of the unit that it belongs to. */
function legalEntityIdsOf(
  key: string | undefined,
  units: LookContext['tools']['businessUnits'],
): readonly { connectionId: string; nativeId: string }[] {
  const unit = units.find((candidate) => candidate.key === key)
  if (!unit) return []
  if (unit.legalEntities && unit.legalEntities.length > 0) return unit.legalEntities
  const others = units.filter((candidate) => candidate !== unit)
  return legalEntityIdsOf(unit.parentKey, others)
}
