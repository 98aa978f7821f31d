import type { Instance, InstanceRow, InstanceTable } from '../state.ts'

/** One record on its way into the database. */
export interface Change {
  table: string
  /** Undefined for an insert. */
  before: InstanceRow | undefined
  /** Rules that run before the write may still change it. */
  after: InstanceRow
  /** Fields that the caller wrote, changed or not. */
  named: ReadonlySet<string>
  /** `YYYY-MM-DD HH:MM:SS`, UTC. */
  at: string
}

export type BeforeRule = (change: Change, instance: Instance) => void
/** Answers what is to be written to other records. */
export type AfterRule = (change: Change, instance: Instance) => FollowUp[]

export interface FollowUp {
  target: { table: InstanceTable; row: InstanceRow }
  cells: InstanceRow
}

/** `current.field.changesTo(value)` */
export const changesTo = ({ before, after }: Change, field: string, value: string): boolean =>
  after[field] === value && before?.[field] !== value

export const changedFields = ({ before, after }: Change): string[] =>
  Object.keys(after).filter((name) => !name.startsWith('sys_') && (before?.[name] ?? '') !== after[name])
