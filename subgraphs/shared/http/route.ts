/** Words of an API and its versions: `services`, `oauth2`, `sn_customerservice_case`, `v66.0`. All else may be somebody's. */
const WORD = /^(?:[a-z][a-z_]*\d?(?:\.do)?|[a-z]+(?:[A-Z][a-z]+)+|v\d{1,2}(?:\.\d)?)$/
const MAX_SEGMENTS = 8

/**
 * A path without its query and its ids, for logs and traces: `/v1/customers/{id}`. Strict rather than pretty: a segment that
 * is not plainly a word of an API becomes `{id}`. A key that looks like one is for the request to hide, by its `route`.
 */
export function routeOf(path: string): string {
  const [plain = ''] = path.split(/[?#]/, 1)
  const segments = plain.split('/').slice(1)
  const shown = segments.slice(0, MAX_SEGMENTS).map((segment) => (WORD.test(segment) ? segment : '{id}'))
  return `/${shown.join('/')}${segments.length > MAX_SEGMENTS ? '/…' : ''}`
}
