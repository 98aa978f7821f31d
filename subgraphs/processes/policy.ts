/** What holds for every run of this process of the operating system. Times in milliseconds. */
export interface ProcessPolicy {
  /** How often a step is tried while its system fails, before a person has to look. */
  attempts: number
  /** For how long. */
  patienceMs: number
  /** Longest wait before the first and before any later attempt; the waits are drawn below it (full jitter). */
  firstDelayMs: number
  longestDelayMs: number
  /** Longest time one attempt of a step may take. */
  attemptMs: number
  /** How long a plan that was shown holds. */
  planMs: number
  /** How long `mode: SYNC` waits for the run's end. */
  syncMs: number
  /** How long what is over stays readable. */
  keptDays: number
}

export const DEFAULT_POLICY: ProcessPolicy = {
  attempts: 8,
  patienceMs: 900_000,
  firstDelayMs: 500,
  longestDelayMs: 60_000,
  attemptMs: 60_000,
  planMs: 900_000,
  syncMs: 20_000,
  keptDays: 365,
}
