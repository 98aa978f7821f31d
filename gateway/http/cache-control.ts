/**
 * How old an answer may be by a request's `Cache-Control` (RFC 9111, section 5.2.1), in seconds; undefined where it does
 * not say, or says it in no known form.
 */
export function readMaxAge(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const directives = header
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim())
  if (directives.includes('no-cache')) return 0
  for (const directive of directives) {
    const [, seconds] = /^max-age="?(\d{1,9})"?$/.exec(directive) ?? []
    if (seconds !== undefined) return Number(seconds)
  }
  return undefined
}
