import { addDays, dayOf } from '#shared/clock.ts'
import type { CaseChannel, CasePriority, CaseSeverity } from '../../../provider.ts'

/** States of a case: https://www.servicenow.com/docs/r/customer-service-management/r_CustomerServiceCaseStates.html */
export const CASE_STATES = { new: '1', open: '10', awaitingInfo: '18', resolved: '6', closed: '3' } as const

export interface NativePriority {
  priority: string
  impact: string
  urgency: string
}

/** With the impact and urgency that the delivered lookup rules make the same priority of. */
const PRIORITIES: Readonly<Record<CasePriority, NativePriority | undefined>> = {
  URGENT: { priority: '1', impact: '1', urgency: '1' },
  HIGH: { priority: '2', impact: '1', urgency: '2' },
  NORMAL: { priority: '3', impact: '2', urgency: '2' },
  LOW: { priority: '4', impact: '3', urgency: '3' },
  UNKNOWN: undefined,
}

const SEVERITIES: Readonly<Record<CaseSeverity, string | undefined>> = {
  SEV1: '1',
  SEV2: '2',
  SEV3: '3',
  SEV4: '4',
  UNKNOWN: undefined,
}

/** The vendor knows no programs: what they open came by the web. */
const CHANNELS: Readonly<Record<CaseChannel, string | undefined>> = {
  EMAIL: 'email',
  PHONE: 'phone',
  CHAT: 'chat',
  WEB: 'web',
  API: 'web',
  UNKNOWN: undefined,
}

export const toNativePriority = (priority: CasePriority): NativePriority | undefined => PRIORITIES[priority]

export const toNativeSeverity = (severity: CaseSeverity | undefined): string | undefined =>
  severity && SEVERITIES[severity]

export const toNativeChannel = (channel: CaseChannel | undefined): string | undefined =>
  channel && CHANNELS[channel]

/** The vendor's end date is the last day that is covered; a canonical end is the first day that is not. Empty: open. */
export const toLastDay = (endsOn: string | undefined): string =>
  endsOn === undefined ? '' : dayOf(addDays(new Date(`${endsOn}T00:00:00Z`), -1))
