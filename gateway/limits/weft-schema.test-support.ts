import { readFileSync } from 'node:fs'
import { Supergraph } from '@apollo/federation-internals'
import { parse, print } from 'graphql'
import { stripAuthorisationDirectives } from '../execution/strip-directives.ts'

/** Weft's own supergraph, for tests of limits on the schema that they protect. */
export const supergraph = parse(
  readFileSync(new URL('../__generated__/supergraph.graphql', import.meta.url), 'utf8'),
  { noLocation: true },
)

/** As the stock planner loads it. */
export const plannableSdl = print(stripAuthorisationDirectives(supergraph))

/** What clients see. */
export const apiSchema = Supergraph.build(plannableSdl, { validateSupergraph: false })
  .apiSchema()
  .toGraphQLJSSchema()
