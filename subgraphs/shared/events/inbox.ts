import type { WebhookRequest } from './changes.ts'

/** What becomes of a request from a vendor. Refusals are thrown, with codes of the catalogue. */
export type WebhookOutcome =
  /** Kept: whatever happens now, it is not lost. */
  | { kind: 'accepted' }
  /** A handshake: `text` is the answer. */
  | { kind: 'challenge'; text: string }

/** Where requests of vendors go. */
export interface WebhookInbox {
  /** Whether there is such a connection, and its vendor calls us. */
  isOpen(connectionId: string): boolean
  /**
   * Verifies a request and keeps it. Resolves once it is durable. WEBHOOK_UNVERIFIED and WEBHOOK_STALE are the sender's,
   * STORE_UNAVAILABLE is ours: nothing was kept, send it again.
   */
  receive(connectionId: string, request: WebhookRequest, correlationId: string): Promise<WebhookOutcome>
}
