/** How much a bucket holds, and how fast it fills again. */
export interface BucketTerms {
  maximum: number
  /** A second. */
  restoreRate: number
}

/** Nothing was drawn: how long until as much as was asked can be there. */
export interface Wait {
  waitMs: number
}

/** What one client may spend, counted for all processes together. */
export interface Bucket {
  readonly terms: BucketTerms
  /**
   * Draws, at once where this process holds enough. Rejects with STORE_UNAVAILABLE while nobody can count. More than
   * the maximum is never there: ask before.
   */
  draw(amount: number): undefined | Wait | Promise<undefined | Wait>
  /** What was drawn and not needed. */
  giveBack(amount: number): void
  /** What there was when it was last counted, and what has been restored since, to a point. */
  available(): number
  /** Gives back what this process holds. */
  close(): Promise<void>
}
