import { createHash } from 'node:crypto'

/**
 * The id of a record that is known only within another (a refund within its payment): as opaque and as stable as the
 * other's, without a link of its own.
 */
export function childId(parentId: string, nativeId: string): string {
  return `${parentId}_${createHash('sha256').update(nativeId).digest('base64url').slice(0, 12)}`
}
