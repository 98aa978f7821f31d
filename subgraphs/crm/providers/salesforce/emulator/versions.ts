import type { EmulatorResponse } from '#shared/emulator/emulator.ts'
import { notFound, SalesforceRefusal } from './errors.ts'

const OLDEST = 31
const NEWEST = 68
/** Versions below still answer, with a warning. */
const OLDEST_SUPPORTED = 41
/** Version 68 is Winter '27; there are three releases a year. */
const SEASONS = ['Winter', 'Spring', 'Summer'] as const

function labelOf(version: number): string {
  const releases = version - (NEWEST - 27 * 3)
  return `${SEASONS[releases % 3] ?? ''} '${String(Math.floor(releases / 3)).padStart(2, '0')}`
}

/** `GET /services/data/`: needs no session and is not counted. */
export function answerVersions(): EmulatorResponse {
  const versions = Array.from({ length: NEWEST - OLDEST + 1 }, (_, index) => OLDEST + index)
  return {
    status: 200,
    body: versions.map((version) => ({
      label: labelOf(version),
      url: `/services/data/v${version}.0`,
      version: `${version}.0`,
    })),
  }
}

/** 410 for a retired version, 404 for one that is not there yet. */
export function assertVersion(version: string): void {
  const number = Number(/^v(\d+)\.0$/.exec(version)?.[1])
  if (!Number.isInteger(number) || number > NEWEST) throw notFound()
  if (number < OLDEST)
    throw new SalesforceRefusal(410, 'GONE', `The requested resource is no longer available: ${version}`)
}

/** `Warning: 299` with every answer of a version that is about to be retired. */
export function deprecationHeader(version: string): Record<string, string> {
  if (Number(version.slice(1)) >= OLDEST_SUPPORTED) return {}
  return { warning: `299 - "The API version ${version.slice(1)} is deprecated and will be retired"` }
}
