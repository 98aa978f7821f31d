/** `2026-11-24 09:00:00`, always UTC over the Table API; undefined for empty text and anything else. */
export function toInstant(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined
  const instant = new Date(`${text.replace(' ', 'T')}Z`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}

/** An instant as a query takes it, whole seconds. */
export function toNativeInstant(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ')
}

/** The start of a calendar day, UTC. */
export function toDayStart(text: string): Date | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? toInstant(`${text} 00:00:00`) : undefined
}

/** Empty text is how the vendor says nothing. */
export function textOrNothing(text: string): string | undefined {
  return text === '' ? undefined : text
}

/** A `glide_duration` is the instant so far after 1970: `1970-01-01 04:00:00` is four hours. Milliseconds. */
export function toMilliseconds(duration: string): number | undefined {
  return toInstant(duration)?.getTime()
}

/** ISO 8601 of whole seconds: `PT4H`, `P2DT30M`. */
export function toIsoDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const parts = (units: readonly (readonly [number, string])[]): string =>
    units.map(([count, letter]) => (count > 0 ? `${count}${letter}` : '')).join('')
  const days = parts([[Math.floor(seconds / 86_400), 'D']])
  const time = parts([
    [Math.floor((seconds % 86_400) / 3_600), 'H'],
    [Math.floor((seconds % 3_600) / 60), 'M'],
    [seconds % 60, 'S'],
  ])
  return seconds <= 0 ? 'PT0S' : `P${days}${time && `T${time}`}`
}
