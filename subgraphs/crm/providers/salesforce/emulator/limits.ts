import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import type { DataRequest } from './data-request.ts'
import { SalesforceRefusal } from './errors.ts'
import type { Org } from './org.ts'

const DAY_MS = 86_400_000
const EVENTS_PER_DAY = 50_000

/** `GET /limits` */
export function answerLimits({ org }: DataRequest): EmulatorResponse {
  const limit = (Max: number, used: number) => ({ Max, Remaining: Math.max(0, Max - used) })
  return {
    status: 200,
    body: {
      DailyApiRequests: limit(org.apiLimit, org.apiUsage),
      DailyDeliveredPlatformEvents: limit(EVENTS_PER_DAY, org.log.delivered),
      DailyStreamingApiEvents: limit(EVENTS_PER_DAY, org.log.delivered),
      StreamingApiConcurrentClients: limit(1000, org.log.listeners.size),
    },
  }
}

export const limitHeader = (org: Org): Record<string, string> => ({
  'sforce-limit-info': `api-usage=${org.apiUsage}/${org.apiLimit}`,
})

/** Over the daily limit the vendor answers 403, not 429, and does not say when to come back. */
export function countCall(org: Org, now: Date): void {
  if (now.getTime() - org.apiUsageSince.getTime() >= DAY_MS) {
    org.apiUsage = 0
    org.apiUsageSince = now
  }
  if (org.apiUsage >= org.apiLimit)
    throw new SalesforceRefusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
  org.apiUsage += 1
}
