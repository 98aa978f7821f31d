import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql'
import { type BenchRecord, customers, findRecord } from './records.ts'

type Resolver = (source: BenchRecord, parameters: Record<string, unknown>) => unknown

/** Resolvers by type and field; none waits for anything. */
export type BenchResolvers = Record<string, Record<string, Resolver>>

const PAGE_INFO = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }

function toConnection(records: readonly unknown[], { first }: Record<string, unknown>) {
  const nodes = records.slice(0, Number(first))
  return { nodes, edges: nodes.map((node, index) => ({ cursor: String(index), node })), pageInfo: PAGE_INFO }
}

/** Fields that the crosswalk answers from what it requires of others. */
const CHOSEN: BenchResolvers = {
  Customer: {
    legalName: (customer) => customer.erpLegalName ?? customer.billingLegalName ?? customer.crmLegalName,
  },
  Invoice: { invoiceNumber: (invoice) => invoice.erpInvoiceNumber ?? invoice.billingInvoiceNumber },
}

const ROOT: Record<string, Resolver> = {
  customer: (_, { id }) => findRecord(String(id)),
  customers: (_, parameters) => toConnection(customers, parameters),
}

function fieldResolvers({ name, fields = [] }: ObjectTypeDefinitionNode): Record<string, Resolver> {
  const isRoot = name.value === 'Query'
  const known: Record<string, Resolver> = isRoot ? ROOT : (CHOSEN[name.value] ?? {})
  const resolvers: Record<string, Resolver> = {}
  for (const { name: field, arguments: args = [] } of fields) {
    const own = known[field.value]
    const isPaged = args.some((argument) => argument.name.value === 'first')
    if (own) resolvers[field.value] = own
    else if (isPaged && !isRoot) resolvers[field.value] = pageOf(field.value)
  }
  return resolvers
}

const pageOf =
  (field: string): Resolver =>
  (source, parameters) =>
    toConnection((source[field] ?? []) as unknown[], parameters)

function isEntity({ directives = [] }: ObjectTypeDefinitionNode): boolean {
  return directives.some(
    ({ name, arguments: args = [] }) =>
      name.value === 'key' && !args.some((argument) => argument.name.value === 'resolvable'),
  )
}

function bringsRequired(representation: BenchRecord): boolean {
  for (const key in representation) if (key !== 'id' && key !== '__typename') return true
  return false
}

/** The record; what a representation brings along beyond the key goes before it: those are the required fields. */
const resolveReference: Resolver = (representation) => {
  const record = findRecord(representation.id)
  return bringsRequired(representation) ? { ...record, ...representation } : record
}

/** Resolvers for a schema over the records: paging, entities by reference, and what is no plain property. */
export function createResolvers({ definitions }: DocumentNode): BenchResolvers {
  const resolvers: BenchResolvers = {}
  for (const definition of definitions) {
    const name = 'name' in definition ? (definition.name?.value ?? '') : ''
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      resolvers[name] = { __resolveType: ({ __typename }) => __typename }
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue
    const fields = fieldResolvers(definition)
    if (isEntity(definition)) fields.__resolveReference = resolveReference
    if (Object.keys(fields).length > 0) resolvers[name] = fields
  }
  return resolvers
}
