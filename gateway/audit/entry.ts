/** What was asked: the same for everybody who asks it. */
export interface AuditedOperation {
  /** By its shape. */
  hash: string
  name: string | undefined
  /** What was asked for, or done. */
  rootFields: readonly string[]
  /** Categories of `@pii` that it may have read. */
  personal: readonly string[]
}

/** One line of the trail. No values: names of fields, ids that Weft minted, marks of others, kinds of personal data. */
export interface AuditEntry {
  at: Date
  /** BEGUN stands before a mutation runs, CHANGED after it was answered. */
  action: 'READ' | 'BEGUN' | 'CHANGED'
  /** The token's `sub`. */
  subject: string
  clientId: string
  correlationId: string
  transport: string | undefined
  operation: AuditedOperation
  /** Global ids, and marks of other systems' ids. */
  ids: readonly string[]
  /** OK, PARTIAL, or the code of the first error; undefined while it runs. */
  outcome: string | undefined
}
