import { createPlannedExecution } from '../planned.ts'
import { composeTestGraph, createTestSubgraph } from '../test-graph.ts'

/** A customer whose orders and ERP name come when they are released. */
export function slowGraph() {
  const released = Promise.withResolvers<void>()
  const slowly =
    <Value>(value: Value) =>
    () =>
      released.promise.then(() => value)
  const crosswalk = createTestSubgraph(
    'crosswalk',
    `type Query { customer: Customer customers: [Customer!]! }
     type Customer @key(fields: "id") {
       id: ID! displayName: String!
       erpName: String @external
       legalName: String @requires(fields: "erpName")
     }`,
    {
      Query: {
        customer: () => ({ id: '1', displayName: 'Acme' }),
        customers: () => [
          { id: '1', displayName: 'Acme' },
          { id: '2', displayName: 'Globex' },
        ],
      },
      Customer: {
        __resolveReference: (reference: object) => ({ displayName: 'Acme', ...reference }),
        legalName: ({ erpName }: Record<string, string>) => `${erpName} AG`,
      },
    },
  )
  const erp = createTestSubgraph(
    'erp',
    `type Customer @key(fields: "id") { id: ID! erpName: String @inaccessible currency: String orders: [Order!] broken: String! }
     type Order { number: String! lines: [String!] }`,
    {
      Customer: {
        erpName: slowly('Acme'),
        currency: () => 'EUR',
        orders: slowly([{ number: 'o-1', lines: ['l-1'] }]),
        broken: () => null,
      },
    },
  )
  const execution = createPlannedExecution(composeTestGraph([crosswalk, erp]))
  return { execution, release: released.resolve }
}
