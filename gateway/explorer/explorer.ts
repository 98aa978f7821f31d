import { readdirSync, readFileSync } from 'node:fs'

const QUERIES = new URL('queries/', import.meta.url)

/** What the page may do: nothing but talk to the gateway that served it. */
export const EXPLORER_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    'worker-src blob:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
} as const

/** True for a browser that opens a page: it names HTML and none of the types that GraphQL answers in. */
export function wantsPage(method: string | undefined, accept: string | undefined): boolean {
  return (
    method === 'GET' &&
    !!accept?.includes('text/html') &&
    !/application\/(graphql-response\+)?json/.test(accept)
  )
}

/**
 * The page: GraphiQL in one file, with a tab for each of the first queries. `token` is put into its headers; without
 * one the reader finds where to write theirs.
 */
export async function renderExplorer(token: string | undefined): Promise<string> {
  // Nine megabytes of script that only somebody who opens the page should wait for.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const authorization = `Bearer ${token ?? '<your token>'}`
  const headers = JSON.stringify({ authorization }, undefined, 2)
  return renderGraphiQL({
    title: 'Weft',
    endpoint: '/graphql',
    // GraphiQL forgets a tab's headers when the page is loaded again; these stand in until somebody writes others.
    additionalHeaders: { authorization },
    defaultHeaders: headers,
    defaultTabs: firstQueries().map((query) => ({ query, headers })),
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: 'headers',
  })
}

/** The queries that a newcomer would run, in order. */
export function firstQueries(): string[] {
  return readdirSync(QUERIES)
    .sort()
    .map((name) => readFileSync(new URL(name, QUERIES), 'utf8'))
}
