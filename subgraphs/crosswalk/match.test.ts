import assert from 'node:assert/strict'
import test from 'node:test'
import type { SystemDomain } from '#shared/connections/connection.ts'
import type { Identity } from '#shared/crosswalk.ts'
import { type Candidate, matchIdentities } from './match.ts'
import { foldText, normaliseName } from './match-keys.ts'

const DOMAINS: Record<string, SystemDomain> = {
  crm: 'CRM',
  crm2: 'CRM',
  pay: 'BILLING',
  desk: 'SUPPORT',
  erp: 'ERP',
}
const OBJECTS: Record<SystemDomain, string> = {
  CRM: 'Account',
  BILLING: 'customer',
  SUPPORT: 'account',
  ERP: 'customer',
}

/** A record written short: `record('pay', '1', { names: ['CRM 7'] })`. */
function record(
  connectionId: string,
  nativeId: string,
  facts: Partial<Omit<Identity, 'ref' | 'foreignRefs'>> & {
    names?: `${SystemDomain} ${string}`[]
    id?: string
  } = {},
): Candidate {
  const { names = [], id, ...given } = facts
  return {
    id,
    identity: {
      type: 'Customer',
      ref: { connectionId, objectType: OBJECTS[DOMAINS[connectionId] ?? 'CRM'], nativeId },
      name: 'Acme',
      legalName: undefined,
      domain: undefined,
      taxIds: [],
      sku: undefined,
      foreignRefs: names.map((name) => {
        const [domain, named] = name.split(' ') as [SystemDomain, string]
        return { domain, objectType: OBJECTS[domain], nativeId: named }
      }),
      parentNativeId: undefined,
      businessUnitKey: undefined,
      updatedAt: undefined,
      url: undefined,
      ...given,
    },
  }
}

interface Case {
  title: string
  records: Candidate[]
  /** Clusters as `connection native`, alphabetical. */
  clusters: string[][]
  /** `rule: members / suspects`. */
  ambiguities?: string[]
}

const short = ({ connectionId, nativeId }: Identity['ref']): string => `${connectionId} ${nativeId}`

const cases: Case[] = [
  {
    title: 'records that name each other are one, whatever their names say',
    records: [
      record('crm', '1', { name: 'Acme' }),
      record('pay', 'a', { name: 'ACME Holding', names: ['CRM 1'] }),
      record('erp', '9', { name: 'Acme Industries', names: ['BILLING a'] }),
    ],
    clusters: [['crm 1', 'erp 9', 'pay a']],
  },
  {
    title: 'a tax number is enough',
    records: [
      record('crm', '1', { name: 'Cyberdyne', taxIds: ['T1'] }),
      record('pay', 'a', { taxIds: ['T1'] }),
    ],
    clusters: [['crm 1', 'pay a']],
  },
  {
    title: 'domain and name together are enough',
    records: [
      record('crm', '1', { name: 'Tyrell Biotech', domain: 'tyrell.bio' }),
      record('erp', '9', { name: 'TYRELL BIOTECH', domain: 'tyrell.bio' }),
    ],
    clusters: [['crm 1', 'erp 9']],
  },
  {
    title: 'a domain alone is not enough: a holding shares it',
    records: [
      record('crm', '1', { name: 'Acme East', domain: 'acme.com' }),
      record('pay', 'a', { name: 'Acme West', domain: 'acme.com' }),
    ],
    clusters: [['crm 1'], ['pay a']],
  },
  {
    title: 'a name alone is not enough: there are many of the same name',
    records: [record('crm', '1', { name: 'Acme', domain: 'acme.com' }), record('pay', 'a', { name: 'Acme' })],
    clusters: [['crm 1'], ['pay a']],
  },
  {
    title: 'two records of one system are never joined',
    records: [record('crm', '1', { taxIds: ['T1'] }), record('crm', '2', { taxIds: ['T1'] })],
    clusters: [['crm 1'], ['crm 2']],
    ambiguities: ['TAX_ID: crm 1, crm 2 / '],
  },
  {
    title: 'a record with two candidates joins neither',
    records: [
      record('crm', '1', { domain: 'initech.com' }),
      record('crm', '2', { domain: 'initech.com' }),
      record('pay', 'a', { domain: 'initech.com' }),
    ],
    clusters: [['crm 1'], ['crm 2'], ['pay a']],
    ambiguities: ['DOMAIN_AND_NAME: crm 1, crm 2, pay a / pay a'],
  },
  {
    title: 'two candidates that only a third record connects are two candidates, too',
    records: [
      record('crm', '1', { taxIds: ['T1'] }),
      record('crm', '2', { taxIds: ['T2'] }),
      record('pay', 'a', { taxIds: ['T1', 'T2'] }),
    ],
    clusters: [['crm 1'], ['crm 2'], ['pay a']],
    ambiguities: ['TAX_ID: crm 1, crm 2, pay a / pay a'],
  },
  {
    title: 'a record with two candidates by tax number is not tried with its name',
    records: [
      record('crm', '1', { taxIds: ['T1'], name: 'Acme East', domain: 'acme.com' }),
      record('crm', '2', { taxIds: ['T1'], name: 'Acme West', domain: 'acme.com' }),
      record('pay', 'a', { taxIds: ['T1'], name: 'Acme West', domain: 'acme.com' }),
    ],
    clusters: [['crm 1'], ['crm 2'], ['pay a']],
    ambiguities: ['TAX_ID: crm 1, crm 2, pay a / pay a'],
  },
  {
    title: 'a duplicate does not pull apart what an explicit reference holds together',
    records: [
      record('crm', '1', { domain: 'initech.com' }),
      record('crm', '2', { domain: 'initech.com' }),
      record('pay', 'a', { domain: 'initech.com', names: ['CRM 1'] }),
    ],
    clusters: [['crm 1', 'pay a'], ['crm 2']],
    ambiguities: ['DOMAIN_AND_NAME: crm 1, crm 2, pay a / '],
  },
  {
    title: 'two records of one system that name the same record are both left alone',
    records: [
      record('crm', '1'),
      record('pay', 'a', { names: ['CRM 1'] }),
      record('pay', 'b', { names: ['CRM 1'] }),
    ],
    clusters: [['crm 1'], ['pay a'], ['pay b']],
    ambiguities: ['FOREIGN_REFERENCE: crm 1, pay a, pay b / crm 1'],
  },
  {
    title: 'a reference that two connections of a domain answer to says nothing',
    records: [record('crm', '1'), record('crm2', '1'), record('pay', 'a', { names: ['CRM 1'] })],
    clusters: [['crm 1'], ['crm2 1'], ['pay a']],
    ambiguities: ['FOREIGN_REFERENCE: crm 1, crm2 1, pay a / pay a'],
  },
  {
    title: 'a reference to a record that is gone falls back to the tax number',
    records: [
      record('crm', '2', { taxIds: ['T1'] }),
      record('pay', 'a', { names: ['CRM 1'], taxIds: ['T1'] }),
    ],
    clusters: [['crm 2', 'pay a']],
  },
  {
    title: 'what is linked stays together when nothing speaks for it any more',
    records: [record('crm', '1', { id: 'cus_1' }), record('pay', 'a', { id: 'cus_1', name: 'Renamed' })],
    clusters: [['crm 1', 'pay a']],
  },
  {
    title: 'a linked record wins against a newcomer of its own system',
    records: [
      record('crm', '1', { id: 'cus_1', taxIds: ['T1'] }),
      record('pay', 'a', { id: 'cus_1', taxIds: ['T1'] }),
      record('pay', 'b', { taxIds: ['T1'] }),
    ],
    clusters: [['crm 1', 'pay a'], ['pay b']],
    ambiguities: ['TAX_ID: crm 1, pay a, pay b / '],
  },
  {
    title: 'products are one by article number',
    records: [
      record('crm', '1', { type: 'Product', sku: 'NW-PLAT' }),
      record('erp', '9', { type: 'Product', sku: 'nw-plat ' }),
      record('pay', 'a', { type: 'Product', sku: 'NW-OTHER' }),
    ],
    clusters: [['crm 1', 'erp 9'], ['pay a']],
  },
]

for (const { title, records, clusters, ambiguities = [] } of cases) {
  test(title, () => {
    for (const order of [records, records.toReversed()]) {
      const found = matchIdentities(order, (connectionId) => DOMAINS[connectionId])
      assert.deepEqual(
        found.clusters.map(({ members }) => members.map(({ identity }) => short(identity.ref))),
        clusters,
      )
      const reported = found.ambiguities.map(
        ({ rule, members, suspects }) =>
          `${rule}: ${members.map(short).join(', ')} / ${suspects.map(short).join(', ')}`,
      )
      assert.deepEqual(reported, ambiguities)
    }
  })
}

test('records of two known customers that turn out to be one bring both ids, the older first', () => {
  const { clusters } = matchIdentities(
    [
      record('pay', 'a', { id: 'cus_2', names: ['CRM 1'] }),
      record('desk', 'x', { id: 'cus_1', names: ['CRM 1'] }),
      record('crm', '1'),
    ],
    (connectionId) => DOMAINS[connectionId],
  )
  assert.deepEqual(
    clusters.map(({ ids }) => ids),
    [['cus_1', 'cus_2']],
  )
})

test('each record says which rule joined it', () => {
  const { clusters } = matchIdentities(
    [
      record('crm', '1', { taxIds: ['T1'] }),
      record('desk', 'x', { names: ['CRM 1'] }),
      record('erp', '9', { taxIds: ['T1'] }),
    ],
    (connectionId) => DOMAINS[connectionId],
  )
  const rules = clusters.flatMap(({ members }) =>
    members.map(({ identity, rule }) => [identity.ref.connectionId, rule]),
  )
  assert.deepEqual(rules, [
    ['crm', 'FOREIGN_REFERENCE'],
    ['desk', 'FOREIGN_REFERENCE'],
    ['erp', 'TAX_ID'],
  ])
})

const names: [string, string][] = [
  ['Acme Industries, Inc.', 'acmeindustries'],
  ['ACME INDUSTRIES', 'acmeindustries'],
  ['Globex GmbH & Co. KG', 'globex'],
  ['Umbrella Pharma K.K.', 'umbrellapharma'],
  ['Norðurljós ehf.', 'nordurljos'],
  ['Gulf Trading Company W.L.L.', 'gulftrading'],
  ["Wonka's Foods", 'wonkasfoods'],
  ['Limited', 'limited'],
  ['Müller & Söhne AG', 'mullerandsohne'],
  ['日本電気株式会社', '日本電気株式会社'],
]
for (const [name, normalised] of names)
  test(`the name ${name} reads as ${normalised}`, () => assert.equal(normaliseName(name), normalised))

test('names are ordered and found without accents and capitals', () => {
  assert.equal(foldText('  Ærø Straße '), 'aero strasse')
})
