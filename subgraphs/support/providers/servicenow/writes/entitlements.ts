import { WeftError } from '#shared/errors.ts'
import type { WriteCall, Written } from '#shared/writes.ts'
import type { NewEntitlement } from '../../../writes.ts'
import { createMarked, createOnce } from './create-once.ts'
import { toLastDay } from './to-native.ts'
import { findRow, getRow, toWritten, type Writing } from './writing.ts'

/**
 * Units stand in rows that hang on the entitlement, so one that has any begins as a draft and becomes active when all of it is
 * there: an attempt that ended half-way left nothing that a customer could use, and the next one goes on with it.
 */
export async function createEntitlement(
  writing: Writing,
  entitlement: NewEntitlement,
  call: WriteCall,
): Promise<Written> {
  const { tables, writer } = writing
  const { units } = entitlement
  const kind = units === undefined ? undefined : await kindOfUnits(writing, call)
  const also: Written[] = []
  const cellsOf = async () => {
    const contract = await contractOf(writing, entitlement, call)
    if (contract?.effect === 'CREATED') also.push(contract)
    return {
      name: entitlement.name,
      account: entitlement.accountNativeId,
      contract: contract?.ref.nativeId,
      product: entitlement.productNativeId,
      state: units === undefined ? 'active' : 'draft',
      startDate: entitlement.startsOn,
      endDate: toLastDay(entitlement.endsOn),
    }
  }
  const { row, effect } = await createOnce(writing, tables.entitlement, cellsOf, call)
  if (row.state !== 'draft' || kind === undefined)
    return { ...toWritten(writing, tables.entitlement, row, effect), also }
  await addUnits(writing, { ...entitlement, sysId: row.sysId, kind }, call)
  const cells = { state: 'active' }
  const active = await writer.update(tables.entitlement, { sysId: row.sysId, cells }, call)
  return { ...toWritten(writing, tables.entitlement, active, effect), also }
}

/** NOT_CONFIGURED where the company counts no cases. */
async function kindOfUnits(writing: Writing, call: WriteCall): Promise<string> {
  const { tables, names, connection } = writing
  const name = names.casesCharacteristic
  const kind = await findRow<'name'>(writing, tables.kindOfCharacteristic, [['name', '=', name]], call)
  if (kind) return kind.sysId
  throw new WeftError('NOT_CONFIGURED', `there is no characteristic ${name}`, { system: connection.id })
}

/** Support's copy of the CRM's contract, made where it has none: by it the entitlement leads to the CRM. */
async function contractOf(
  writing: Writing,
  { crmContractId, accountNativeId, name, startsOn, endsOn }: NewEntitlement,
  call: WriteCall,
): Promise<Written | undefined> {
  if (crmContractId === undefined) return undefined
  const cells = {
    title: name,
    account: accountNativeId,
    state: 'active',
    starts: startsOn,
    ends: toLastDay(endsOn),
  }
  const mark = { word: 'crmContractId', value: crmContractId } as const
  const wanted = { table: writing.tables.contract, mark, cellsOf: () => cells }
  const { row, effect } = await createMarked(writing, wanted, call)
  return toWritten(writing, wanted.table, row, effect)
}

async function addUnits(
  writing: Writing,
  { sysId, kind, units, startsOn, endsOn }: NewEntitlement & { sysId: string; kind: string },
  call: WriteCall,
): Promise<void> {
  const { tables, writer } = writing
  const total = units ?? ''
  const ofEntitlement = [['entitlement', '=', sysId]] as const
  const counted =
    (await findRow<'entitlement'>(writing, tables.characteristic, ofEntitlement, call)) ??
    (await writer.insert(
      tables.characteristic,
      { entitlement: sysId, kind, value: total, type: 'coverage_and_usage' },
      call,
    ))
  if (await findRow<'entitlement'>(writing, tables.usage, ofEntitlement, call)) return
  const period = { periodStart: startsOn, periodEnd: toLastDay(endsOn) }
  const counts = { totalUnits: total, usedUnits: '0' }
  const cells = { entitlement: sysId, characteristic: counted.sysId, ...period, ...counts }
  await writer.insert(tables.usage, cells, call)
}

export async function setEntitlementEnd(
  writing: Writing,
  { nativeId, endsOn }: { nativeId: string; endsOn: string | undefined },
  call: WriteCall,
): Promise<Written> {
  const { tables, writer } = writing
  const row = await getRow(writing, tables.entitlement, nativeId, call)
  const endDate = toLastDay(endsOn)
  if (row.endDate === endDate) return toWritten(writing, tables.entitlement, row, 'FOUND')
  const changed = await writer.update(tables.entitlement, { sysId: row.sysId, cells: { endDate } }, call)
  return toWritten(writing, tables.entitlement, changed, 'UPDATED')
}

/** REJECTED_BY_SYSTEM for one that was never active, or is over. */
export async function setEntitlementActive(
  writing: Writing,
  { nativeId, isActive }: { nativeId: string; isActive: boolean },
  call: WriteCall,
): Promise<Written> {
  const { tables, writer, connection } = writing
  const row = await getRow(writing, tables.entitlement, nativeId, call)
  const state = isActive ? 'active' : 'suspended'
  if (row.state === state) return toWritten(writing, tables.entitlement, row, 'FOUND')
  if (row.state !== 'active' && row.state !== 'suspended')
    throw new WeftError('REJECTED_BY_SYSTEM', 'the entitlement is neither active nor suspended', {
      system: connection.id,
    })
  const changed = await writer.update(tables.entitlement, { sysId: row.sysId, cells: { state } }, call)
  return toWritten(writing, tables.entitlement, changed, 'UPDATED')
}
