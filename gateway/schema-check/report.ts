import type { User } from '../usage/used-coordinates.ts'
import { type Judged, mayPass } from './judge.ts'

/** What the check found, for a person. */
export interface Findings {
  lint: readonly string[]
  judged: readonly Judged[]
  /** How many changes break nobody. */
  safeChanges: number
  windowDays: number
  /** Since when there is a record of usage; undefined: there is none. */
  recordedSince: Date | undefined
  /** Operations of the window that were not recorded. */
  losses: number
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

/** Whether the change may go out. */
export const isPassed = ({ lint, judged }: Findings): boolean => lint.length === 0 && judged.every(mayPass)

/** The findings in words: every breaking change with whom it breaks, and why the check passes or does not. */
export function renderReport(findings: Findings): string {
  const { lint, judged, safeChanges } = findings
  const lines = [
    ...lint.map((sentence) => `LINT      ${sentence}`),
    ...judged.flatMap((each) => renderChange(each, findings)),
    `${count(safeChanges, 'other change')} that nobody is broken by.`,
    ...caveatsOf(findings),
    isPassed(findings)
      ? 'The schema may be released.'
      : `The schema may not be released: ${reasonOf(findings)}.`,
  ]
  return `${lines.join('\n')}\n`
}

function renderChange(judged: Judged, { windowDays }: Findings): string[] {
  const { change, audience, users } = judged
  const where = audience === 'partner' ? ' (what partners see)' : ''
  return [
    `BREAKING  ${change.message}${where}`,
    ...renderUsers(users, windowDays).map((line) => `          ${line}`),
  ]
}

/** Who used something, or that nobody did. */
export function renderUsers(users: readonly User[] | undefined, windowDays: number): string[] {
  if (users === undefined) return ['Nobody knows who uses it: nothing was recorded.']
  if (users.length === 0) return [`Nobody used it in ${windowDays} days.`]
  return users.map(({ clientId, operation, requests, lastSeen }) =>
    lastSeen
      ? `${clientId} uses it: ${operation}, ${count(requests, 'request')}, last ${lastSeen.toISOString()}`
      : `${clientId} has registered ${operation}, which uses it, and may ask it any day`,
  )
}

function caveatsOf({ judged, recordedSince, losses, windowDays }: Findings): string[] {
  if (judged.length === 0) return []
  const isShort = recordedSince && recordedSince.getTime() > Date.now() - windowDays * 86_400_000
  return [
    ...(isShort
      ? [`NOTE      Usage is recorded since ${recordedSince.toISOString().slice(0, 10)} only.`]
      : []),
    ...(losses > 0
      ? [`NOTE      ${count(losses, 'operation')} not recorded: somebody may use more than is said here.`]
      : []),
  ]
}

function reasonOf({ lint, judged }: Findings): string {
  const refused = judged.filter((each) => !mayPass(each))
  const clients = new Set(refused.flatMap(({ users }) => (users ?? []).map(({ clientId }) => clientId)))
  return [
    ...(lint.length > 0 ? [`${count(lint.length, 'finding')} of the lint`] : []),
    ...(refused.length > 0
      ? [
          clients.size > 0
            ? `${count(refused.length, 'change')} would break ${[...clients].join(', ')}; deprecate first, see gateway/policy.md`
            : `${count(refused.length, 'change')} may break somebody, and no usage was recorded that says whom`,
        ]
      : []),
  ].join('; ')
}
