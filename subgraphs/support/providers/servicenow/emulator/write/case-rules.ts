import { INTEGRATION_USER } from '../auth.ts'
import { findRow, rowsOf, valueAt } from '../state.ts'
import { type AfterRule, type BeforeRule, changesTo } from './change.ts'
import { abortedBy, accessDenied, fieldsMandatory } from './refused-write.ts'

/** Case states: https://www.servicenow.com/docs/r/customer-service-management/r_CustomerServiceCaseStates.html */
const STATE = { new: '1', open: '10', awaitingInfo: '18', resolved: '6', closed: '3' }

/** From each state to those that the page names actions for; a closed case is not updated any more. */
const TRANSITIONS: Readonly<Record<string, readonly string[]>> = {
  [STATE.new]: [STATE.open, STATE.closed],
  [STATE.open]: [STATE.awaitingInfo, STATE.resolved, STATE.closed],
  [STATE.awaitingInfo]: [STATE.open, STATE.resolved, STATE.closed],
  [STATE.resolved]: [STATE.open, STATE.closed],
}
const CHECK_TRANSITION = { name: 'Check case state transition', sysId: '0c5f3cece1b12010f877971dea0b1449' }

/**
 * Impact and urgency to priority, as the platform's priority lookup rules are delivered for tasks; a case has no fifth
 * priority. https://www.servicenow.com/docs/r/it-service-management/problem-management/prioritise-problems.html
 */
const PRIORITIES: Readonly<Record<string, string>> = {
  '1/1': '1',
  '1/2': '2',
  '1/3': '3',
  '2/1': '2',
  '2/2': '3',
  '2/3': '4',
  '3/1': '3',
  '3/2': '4',
  '3/3': '4',
}

const keepClosed: BeforeRule = ({ before }) => {
  if (before?.state === STATE.closed) throw accessDenied('Update')
}

const setDefaults: BeforeRule = ({ before, after, at }) => {
  if (before) return
  const defaults = {
    state: STATE.new,
    impact: '3',
    urgency: '3',
    escalation: '0',
    active: 'true',
    made_sla: 'true',
    opened_at: at,
    opened_by: INTEGRATION_USER,
  }
  for (const [field, value] of Object.entries(defaults)) after[field] ||= value
}

/** The account of the contact, where none was named. */
const fillAccount: BeforeRule = ({ after }, instance) => {
  if (after.account === '')
    after.account = findRow(instance, 'customer_contact', after.contact ?? '')?.row.account ?? ''
}

const checkTransition: BeforeRule = ({ table, before, after }) => {
  if (!before || before.state === after.state) return
  if (!TRANSITIONS[before.state ?? '']?.includes(after.state ?? '')) throw abortedBy(CHECK_TRANSITION, table)
}

/** A solution has a code and notes; who closes a case without one says why in the notes. */
const requireResolution: BeforeRule = (change) => {
  const { after } = change
  const isResolved = changesTo(change, 'state', STATE.resolved)
  const isClosed = changesTo(change, 'state', STATE.closed)
  const missing = [
    ...(isResolved && !after.resolution_code ? ['Resolution code'] : []),
    ...((isResolved || isClosed) && !after.close_notes ? ['Resolution notes'] : []),
  ]
  if (missing.length > 0) throw fieldsMandatory(missing)
}

/** Priority follows impact and urgency, unless whoever wrote one of them names a priority as well. */
const lookUpPriority: BeforeRule = ({ before, after, named }) => {
  const isMoved = !before || before.impact !== after.impact || before.urgency !== after.urgency
  if (!isMoved || (named.has('priority') && after.priority !== '')) return
  after.priority = PRIORITIES[`${after.impact}/${after.urgency}`] ?? after.priority ?? ''
}

const stampResolution: BeforeRule = (change) => {
  const { before, after, at } = change
  if (changesTo(change, 'state', STATE.resolved))
    Object.assign(after, { resolved_at: at, resolved_by: INTEGRATION_USER })
  if (changesTo(change, 'state', STATE.closed))
    Object.assign(after, { closed_at: at, closed_by: INTEGRATION_USER, active: 'false' })
  // The customer did not accept the solution.
  if (before?.state === STATE.resolved && after.state === STATE.open)
    Object.assign(after, { resolved_at: '', resolved_by: '' })
}

const USAGE = 'sn_pss_core_entitlement_usage'

/** When a case is closed, one unit of the entitlement's latest period is used, where that counts cases. */
const useUnit: AfterRule = (change, instance) => {
  const { entitlement } = change.after
  if (!changesTo(change, 'state', STATE.closed) || !entitlement) return []
  const [latest] = rowsOf(instance, USAGE)
    .filter((usage) => usage.entitlement === entitlement)
    .sort((one, other) => ((one.period_start ?? '') < (other.period_start ?? '') ? 1 : -1))
  if (!latest) return []
  const unit = valueAt(instance, USAGE, latest, 'entitlement_characteristic.characteristic.name')
  const target = unit === 'Cases' ? findRow(instance, USAGE, latest.sys_id ?? '') : undefined
  return target ? [{ target, cells: { used_units: String(Number(latest.used_units || '0') + 1) } }] : []
}

export const BEFORE_CASE = [
  keepClosed,
  setDefaults,
  fillAccount,
  checkTransition,
  requireResolution,
  lookUpPriority,
  stampResolution,
]
export const AFTER_CASE = [useUnit]
