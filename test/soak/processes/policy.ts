import { DEFAULT_POLICY, type ProcessPolicy } from '#processes/policy.ts'

/** Impatient: what the soak waits for is a node, not a system. */
export const POLICY: ProcessPolicy = {
  ...DEFAULT_POLICY,
  attempts: 6,
  firstDelayMs: 50,
  longestDelayMs: 400,
  attemptMs: 10_000,
}

/** Deadline of each call to a system. */
export const CALL_TIMEOUT_MS = 2_000
