import { Decimal } from 'decimal.js'
import { addDays } from '#shared/clock.ts'
import type { FieldSources } from '#shared/provenance.ts'
import type {
  CaseChannel,
  DecrementOn,
  EntitlementSource,
  EntitlementStatus,
  SupportEntitlementRecord,
  SupportUnit,
} from '../../../provider.ts'
import type { FieldNames } from '../field-names.ts'
import type { RowOf, Tables } from '../native.ts'
import { toCanonicalChannel } from './case.ts'
import { type Origin, refTo, sourceOf, sourcesIn } from './origin.ts'
import { toDayStart } from './values.ts'

type EntitlementRow = RowOf<Tables['entitlement']>
type CharacteristicRow = RowOf<Tables['characteristic']>
type UsageRow = RowOf<Tables['usage']>

/** An entitlement and the rows that hang on it. */
export interface EntitlementRows {
  entitlement: EntitlementRow
  characteristics: readonly CharacteristicRow[]
  usages: readonly UsageRow[]
}

function entitlementSources({ entitlement, characteristic, usage }: Tables): FieldSources {
  return {
    ...sourcesIn(entitlement, {
      customer: 'account',
      status: 'state',
      'validFor.start': 'startDate',
      'validFor.end': 'endDate',
      contract: 'crmContractId',
      source: 'contract',
      product: 'product',
    }),
    ...sourcesIn(characteristic, {
      unit: 'name',
      slaName: 'value',
      businessHours: 'value',
      channels: 'option',
    }),
    ...sourcesIn(usage, { totalUnits: 'totalUnits', remainingUnits: 'usedUnits' }),
  }
}

const STATUSES: Readonly<Record<string, EntitlementStatus>> = {
  draft: 'PENDING',
  active: 'ACTIVE',
  suspended: 'SUSPENDED',
  expired: 'EXPIRED',
  cancelled: 'REVOKED',
}

/** When the vendor takes a unit off: cases when they are closed; hours by a rule that each instance writes itself. */
const DECREMENT_OF_UNIT: Readonly<Record<SupportUnit, DecrementOn>> = {
  CASES: 'CASE_CLOSE',
  HOURS: 'UNKNOWN',
  UNLIMITED: 'NEVER',
  UNKNOWN: 'UNKNOWN',
}

export function toCanonicalEntitlement(
  tables: Tables,
  { entitlement, characteristics, usages }: EntitlementRows,
  origin: Origin,
): SupportEntitlementRecord {
  const units = unitsOf(characteristics, usages, origin.names)
  const covered = (name: string): CharacteristicRow[] => characteristics.filter((row) => row.name === name)
  const endDay = toDayStart(entitlement.endDate)
  return {
    nativeId: entitlement.sysId,
    name: entitlement.name,
    account: refTo(tables.account.name, entitlement.account, origin),
    status: statusOf(entitlement.state, units.remainingUnits),
    start: toDayStart(entitlement.startDate),
    // The vendor's end date is the last day that is covered.
    end: endDay && addDays(endDay, 1),
    contract:
      entitlement.crmContractId === ''
        ? undefined
        : { domain: 'CRM', objectType: origin.names.crmContractType, nativeId: entitlement.crmContractId },
    grantedBy: grantedBy(entitlement),
    product: refTo(tables.productModel.name, entitlement.product, origin),
    assetSerial: undefined,
    ...units,
    decrementOn: DECREMENT_OF_UNIT[units.unit],
    slaName: covered(origin.names.slaCharacteristic).map(wordOf)[0],
    businessHours: covered(origin.names.businessHoursCharacteristic).map(wordOf)[0],
    channels: channelsOf(covered(origin.names.channelCharacteristic)),
    milestones: [],
    source: sourceOf(tables.entitlement, entitlement, origin),
    fieldSources: entitlementSources(tables),
  }
}

function statusOf(state: string, remainingUnits: string | undefined): EntitlementStatus {
  const status = STATUSES[state] ?? 'UNKNOWN'
  return status === 'ACTIVE' && remainingUnits === '0' ? 'EXHAUSTED' : status
}

/** An entitlement of a sold product was sold, but whether once or by the month the row does not say. */
function grantedBy({ contract, soldProduct }: EntitlementRow): EntitlementSource {
  if (contract !== '') return 'CONTRACT'
  return soldProduct === '' ? 'MANUAL_GRANT' : 'UNKNOWN'
}

const wordOf = ({ option, value }: CharacteristicRow): string => option || value

function channelsOf(rows: readonly CharacteristicRow[]): CaseChannel[] {
  return [...new Set(rows.map((row) => toCanonicalChannel(wordOf(row))))]
}

type Units = Pick<SupportEntitlementRecord, 'unit' | 'totalUnits' | 'remainingUnits'>

/** Counted is what a characteristic of type `coverage_and_usage` says; without one nothing is counted. */
function unitsOf(
  characteristics: readonly CharacteristicRow[],
  usages: readonly UsageRow[],
  names: FieldNames,
): Units {
  const counted = characteristics.find(({ type }) => type === 'coverage_and_usage')
  if (!counted) return { unit: 'UNLIMITED', totalUnits: undefined, remainingUnits: undefined }
  const usage = latestUsage(usages.filter(({ characteristic }) => characteristic === counted.sysId))
  const total = toDecimal(usage?.totalUnits || counted.value)
  const used = toDecimal(usage?.usedUnits ?? '0') ?? new Decimal(0)
  return {
    unit: unitOf(counted.name, names),
    totalUnits: total?.toFixed(),
    remainingUnits: total && Decimal.max(total.minus(used), 0).toFixed(),
  }
}

function unitOf(characteristic: string, names: FieldNames): SupportUnit {
  if (characteristic === names.casesCharacteristic) return 'CASES'
  return characteristic === names.hoursCharacteristic ? 'HOURS' : 'UNKNOWN'
}

/** Usage is counted by period; the last one begun is the one that counts now. */
function latestUsage(usages: readonly UsageRow[]): UsageRow | undefined {
  return usages.toSorted((one, other) => other.periodStart.localeCompare(one.periodStart))[0]
}

function toDecimal(text: string): Decimal | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : undefined
}
