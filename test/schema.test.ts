import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type TypeNode,
} from 'graphql'
import { readTypeDefs } from '#shared/subgraph/subgraph.ts'

/** Who mints the record; only the owner may promise a value. */
const OWNERS: Readonly<Record<string, string>> = {
  Customer: 'crosswalk',
  BusinessUnit: 'crosswalk',
  EntitlementCheck: 'crosswalk',
  Contract: 'crm',
  Contact: 'crm',
  Opportunity: 'crm',
  Quote: 'crm',
  Invoice: 'billing',
  InvoiceLine: 'billing',
  Payment: 'billing',
  BillingSubscription: 'billing',
  Price: 'billing',
  FeatureEntitlement: 'billing',
  Case: 'support',
  CaseCommercialContext: 'support',
  SupportEntitlement: 'support',
  Order: 'erp',
  LegalEntity: 'erp',
  CreditNote: 'erp',
  Product: 'erp',
  AccountBalance: 'erp',
  ProcessRun: 'processes',
  ExceptionItem: 'processes',
}

const SUBGRAPHS = ['crosswalk', 'crm', 'billing', 'support', 'erp', 'events', 'processes']
const DIRECTIVES_THAT_MAY_FAIL = ['requires', 'requiresScopes', 'policy', 'authenticated']

for (const subgraph of SUBGRAPHS) {
  test(`${subgraph} promises no value that another system answers`, () => {
    const typeDefs = readTypeDefs(new URL(`../subgraphs/${subgraph}/schema.graphql`, import.meta.url))
    assert.deepEqual(brokenPromisesIn(subgraph, typeDefs), [])
  })
}

test('a promise on another system is found', () => {
  const typeDefs = parse(`
    type Customer @key(fields: "id") { id: ID! creditHold: Boolean! }
    type Order @key(fields: "id") { id: ID! total: Money! customer: Customer! note: String! @requires(fields: "x") }
  `)
  assert.deepEqual(brokenPromisesIn('erp', typeDefs), ['Customer.creditHold', 'Order.customer', 'Order.note'])
})

function brokenPromisesIn(subgraph: string, typeDefs: DocumentNode): string[] {
  return typeDefs.definitions
    .filter(
      (definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION,
    )
    .flatMap((type) => brokenPromises(subgraph, type))
}

function brokenPromises(subgraph: string, type: ObjectTypeDefinitionNode): string[] {
  const owner = OWNERS[type.name.value]
  const keys = keyFields(type)
  return (type.fields ?? [])
    .filter((field) => field.type.kind === Kind.NON_NULL_TYPE && !keys.has(field.name.value))
    .filter((field) => (owner !== undefined && owner !== subgraph) || mayFail(subgraph, field))
    .map((field) => `${type.name.value}.${field.name.value}`)
}

function mayFail(subgraph: string, field: FieldDefinitionNode): boolean {
  if (field.directives?.some(({ name }) => DIRECTIVES_THAT_MAY_FAIL.includes(name.value))) return true
  const target = OWNERS[namedType(field.type)]
  return target !== undefined && target !== subgraph
}

function keyFields(type: ObjectTypeDefinitionNode): Set<string> {
  const keys = type.directives?.filter(({ name }) => name.value === 'key') ?? []
  const texts = keys.flatMap(
    ({ arguments: given }) =>
      given?.flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value] : [])) ?? [],
  )
  return new Set(texts.flatMap((text) => text.split(/\W+/)))
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}
