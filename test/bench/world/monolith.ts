import { Supergraph } from '@apollo/federation-internals'
import {
  buildASTSchema,
  type GraphQLSchema,
  isObjectType,
  isInterfaceType,
  parse,
  printSchema,
} from 'graphql'
import { stripAuthorisationSdl } from '../../../gateway/execution/strip-directives.ts'
import { type BenchResolvers, createResolvers } from './resolvers.ts'
import { supergraphSdl } from './supergraph.ts'

/** What clients see, as SDL: the monolith's own schema. */
export function monolithSdl(): string {
  const supergraph = Supergraph.build(stripAuthorisationSdl(supergraphSdl), { validateSupergraph: false })
  return printSchema(supergraph.apiSchema().toGraphQLJSSchema())
}

/** The monolith's resolvers: the same records, no federation. */
export const monolithResolvers = (): BenchResolvers => createResolvers(parse(monolithSdl()))

/** The monolith with graphql-js alone: what every answer is compared with. */
export function createMonolithSchema(): GraphQLSchema {
  const schema = buildASTSchema(parse(monolithSdl()))
  for (const [typeName, fields] of Object.entries(monolithResolvers())) {
    const type = schema.getType(typeName)
    for (const [name, resolve] of Object.entries(fields)) {
      if (isInterfaceType(type)) type.resolveType = (value) => String(value.__typename)
      if (!isObjectType(type)) continue
      const field = type.getFields()[name]
      if (field) field.resolve = resolve
    }
  }
  return schema
}
