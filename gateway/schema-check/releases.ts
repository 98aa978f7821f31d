import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { PARTNER_CONTRACT_FILE, SUPERGRAPH_FILE } from '../supergraph-file.ts'
import type { Audience } from '../usage/operation-facts.ts'
import { type Graph, readGraph } from './graph.ts'

const RELEASES = new URL('../releases/', import.meta.url)

/** What is composed now, and what was released last. */
const FILES: Readonly<Record<Audience, { composed: URL; released: URL }>> = {
  graph: { composed: SUPERGRAPH_FILE, released: new URL('supergraph.graphql', RELEASES) },
  partner: { composed: PARTNER_CONTRACT_FILE, released: new URL('partner.graphql', RELEASES) },
}
export const AUDIENCES = Object.keys(FILES) as Audience[]

export const readComposed = (audience: Audience): Graph =>
  readGraph(readFileSync(FILES[audience].composed, 'utf8'))

/** Undefined where nothing was ever released. */
export function readReleased(audience: Audience): Graph | undefined {
  const { released } = FILES[audience]
  return existsSync(released) ? readGraph(readFileSync(released, 'utf8')) : undefined
}

/** What is composed now becomes the last release. */
export function writeReleases(): void {
  for (const audience of AUDIENCES) {
    const { composed, released } = FILES[audience]
    writeFileSync(released, readFileSync(composed))
  }
}
