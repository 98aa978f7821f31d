import { z } from 'zod'
import type { Setting } from '#shared/settings.ts'
import { ADDRESS, commaSeparated, httpsOrLoopback, PATH, PORT } from './forms.ts'

const SUBGRAPH_ENTRY = /^([a-z][a-z0-9-]*)(?:=(https?:\/\/\S+))?$/
const subgraphNames = z
  .literal('all')
  .or(
    commaSeparated
      .refine((entries) => entries.every((entry) => SUBGRAPH_ENTRY.test(entry)))
      .transform((entries) => new Map(entries.map(toSubgraphEntry))),
  )

/** `crm` and `billing=https://billing.internal/graphql` as name and URL. */
function toSubgraphEntry(text: string): [name: string, url: string | undefined] {
  const [, name = '', url] = SUBGRAPH_ENTRY.exec(text) ?? []
  return [name, url]
}

/** Subgraphs in processes of their own, and how they know the gateway. */
export const SUBGRAPHS_APART = {
  subgraphsApart: {
    name: 'SUBGRAPHS_APART',
    meaning:
      'Subgraphs that run in processes of their own (`npm run subgraph -- crm`): `crm,billing=https://billing.internal/graphql`. A name alone is reached at its routing_url in supergraph.yaml; `all` is every one.',
    expected: 'all, or names separated by commas, each with =URL where it is not in supergraph.yaml',
    schema: subgraphNames,
  },
  subgraphSigningKey: {
    name: 'SUBGRAPH_SIGNING_KEY',
    meaning:
      'The file with the Ed25519 key in PEM by which the gateway names callers to subgraphs that run apart; more than one to rotate, see gateway/split/README.md. Unset: one in the data directory, for subgraphs on loopback only.',
    ...PATH,
  },
  subgraphJwks: {
    name: 'SUBGRAPH_JWKS',
    meaning:
      "For a subgraph that runs apart: the gateway's published keys, at its /.well-known/weft-subgraph-jwks.json or in a file. Unset: those of the data directory, on loopback only.",
    expected: 'an https:// URL (http:// on loopback) or a path',
    schema: z.string().refine((text) => !text.includes('://') || httpsOrLoopback.safeParse(text).success),
  },
  subgraphHost: {
    name: 'SUBGRAPH_HOST',
    meaning: 'For a subgraph that runs apart: the address it listens on; unset: the host of its routing_url.',
    ...ADDRESS,
  },
  subgraphPort: {
    name: 'SUBGRAPH_PORT',
    meaning: 'For a subgraph that runs apart: where it listens; unset: the port of its routing_url.',
    ...PORT,
  },
} satisfies Record<string, Setting>
