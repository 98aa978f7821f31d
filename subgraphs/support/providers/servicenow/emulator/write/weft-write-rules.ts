import { findRow } from '../state.ts'
import type { AfterRule, FollowUp } from './change.ts'

/** What the update set's rule on `u_weft_write` does with a new row: once, and the row says that it is done. */
const applyWrite: AfterRule = ({ before, after }, instance) => {
  if (before) return []
  const noted = findRow(instance, 'sn_customerservice_case', after.u_case ?? '')
  const usage = findRow(instance, 'sn_pss_core_entitlement_usage', after.u_usage ?? '')
  const itself = findRow(instance, 'u_weft_write', after.sys_id ?? '')
  const followUps: (FollowUp | undefined)[] = [
    noted && { target: noted, cells: { work_notes: after.u_work_note ?? '' } },
    usage && {
      target: usage,
      cells: { used_units: sumOf(usage.row.used_units, after.u_units) },
    },
    itself && { target: itself, cells: { u_applied: 'true' } },
  ]
  return followUps.filter((followUp) => followUp !== undefined)
}

/** Units are whole cases, or hours to the hundredth. */
const sumOf = (one = '', other = ''): string =>
  String(Math.round((Number(one || '0') + Number(other || '0')) * 100) / 100)

export const AFTER_WEFT_WRITE = [applyWrite]
