/** What becomes of a right to something, whichever system grants it; the same words as in `schema.graphql`. */
export type EntitlementStatus =
  | 'PENDING'
  | 'ACTIVE'
  | 'GRACE'
  | 'SUSPENDED'
  | 'EXHAUSTED'
  | 'EXPIRED'
  | 'REVOKED'
  | 'UNKNOWN'
