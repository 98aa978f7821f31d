import { findRow } from '../state.ts'
import type { AfterRule, BeforeRule } from './change.ts'

/** What can be escalated. */
const SOURCES = ['sn_customerservice_case', 'customer_account']

/** A new escalation is a request, until somebody decides. */
const request: BeforeRule = ({ before, after }) => {
  if (!before && after.state === '') after.state = 'requested'
}

/** The escalated record names its escalation for as long as that lasts. */
const nameOnSource: AfterRule = ({ after }, instance) => {
  const target = SOURCES.map((table) => findRow(instance, table, after.source_record ?? '')).find(Boolean)
  if (!target) return []
  const isOver = after.state === 'declined' || after.state === 'closed'
  if (after.state === 'escalated') return [{ target, cells: { active_escalation: after.sys_id ?? '' } }]
  if (isOver && target.row.active_escalation === after.sys_id)
    return [{ target, cells: { active_escalation: '' } }]
  return []
}

export const BEFORE_ESCALATION = [request]
export const AFTER_ESCALATION = [nameOnSource]
