import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTypeDefs } from '#shared/subgraph/subgraph.ts'
import { type ConfiguredOrders, createSystemOfRecord } from './system-of-record.ts'

const typeDefs = readTypeDefs(new URL('schema.graphql', import.meta.url))
const create = (orders: ConfiguredOrders) => createSystemOfRecord(typeDefs, orders)

test('a unit wins over the unit it belongs to, this over the company, this over the schema', () => {
  const { orderOf, variesByBusinessUnit } = create({
    company: { 'Customer.legalName': ['CRM'], 'Product.name': ['BILLING'] },
    units: [
      { key: 'emea', systemOfRecord: { 'Customer.legalName': ['BILLING'] } },
      { key: 'dach', parentKey: 'emea' },
      { key: 'austria', parentKey: 'dach', systemOfRecord: { 'Customer.legalName': ['ERP', 'CRM'] } },
      { key: 'apac' },
    ],
  })
  const legalName = (unit: string | undefined) => orderOf('Customer', 'legalName', unit)
  assert.deepEqual(legalName('austria'), ['ERP', 'CRM'])
  assert.deepEqual(legalName('dach'), ['BILLING'])
  assert.deepEqual(legalName('apac'), ['CRM'])
  assert.deepEqual(legalName(undefined), ['CRM'])
  assert.deepEqual(orderOf('Product', 'name', undefined), ['BILLING'])
  assert.deepEqual(orderOf('Invoice', 'invoiceNumber', 'dach'), ['ERP', 'BILLING'])
  assert.deepEqual([variesByBusinessUnit('Customer'), variesByBusinessUnit('Invoice')], [true, false])
})

test('every field that several systems answer can be switched', () => {
  const orders = {
    'Customer.legalName': ['CRM', 'BILLING', 'ERP'],
    'Customer.taxIdentifiers': ['BILLING', 'ERP'],
    'Customer.billingAddress': ['CRM', 'BILLING', 'ERP'],
    'Contract.renewal': ['BILLING', 'CRM'],
    'Invoice.invoiceNumber': ['BILLING', 'ERP'],
    'Product.name': ['BILLING', 'CRM'],
    'Product.taxCode': ['BILLING', 'ERP'],
  } as const
  const { orderOf } = create({ company: orders })
  for (const [name, order] of Object.entries(orders)) {
    const [type = '', field = ''] = name.split('.')
    assert.deepEqual(orderOf(type, field, undefined), order)
  }
})

const REFUSED: readonly [title: string, orders: ConfiguredOrders, message: RegExp][] = [
  [
    'a field that nobody has',
    { company: { 'Customer.shoeSize': ['CRM'] } },
    /Customer.shoeSize is not answered by several/,
  ],
  [
    'a field of one system',
    { company: { 'Customer.displayName': ['CRM'] } },
    /Customer.displayName is not answered by/,
  ],
  [
    'a system that does not answer the field',
    { company: { 'Product.name': ['ERP'] } },
    /Product.name takes each of crm, billing once/,
  ],
  ['a system twice', { company: { 'Product.name': ['CRM', 'CRM'] } }, /once at most/],
  ['no system at all', { company: { 'Product.name': [] } }, /once at most/],
  [
    'a product of a unit',
    { units: [{ key: 'emea', systemOfRecord: { 'Product.name': ['BILLING', 'CRM'] } }] },
    /business unit emea: systemOfRecord: Product.name belongs to no business unit/,
  ],
]
for (const [title, orders, message] of REFUSED) {
  test(`${title} is refused by name`, () => {
    assert.throws(() => create(orders), { code: 'INVALID_CONNECTION', message })
  })
}
