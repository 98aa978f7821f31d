import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { salesforceId } from '#demo-world/native-ids.ts'
import { type Answered, refusalOf, startTestOrg } from './test-org.ts'

const ACME = salesforceId('001', 'acme')
const GLOBEX = salesforceId('001', 'globex')

const org = await startTestOrg()
after(() => org.emulator.close())

const query = (soql: string): Promise<Answered> => org.call('GET', `/query?q=${encodeURIComponent(soql)}`)

async function rows(soql: string): Promise<{ totalSize: number; records: Record<string, unknown>[] }> {
  const { body } = await query(soql)
  return body as Awaited<ReturnType<typeof rows>>
}

describe('queries', () => {
  test('parents nest, a null parent is null, children come as a result of their own or null', async () => {
    const { records } = await rows(
      `SELECT Name, Parent.Name, Owner.Name, (SELECT LastName FROM Contacts WHERE Title LIKE 'VP%' ORDER BY LastName LIMIT 1), ` +
        `(SELECT Id FROM Quotes) FROM Account WHERE Id IN ('${ACME}','${GLOBEX}') ORDER BY Name`,
    )
    const jane = salesforceId('003', 'acme-jane')
    assert.partialDeepStrictEqual(records, [
      {
        attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${ACME}` },
        Name: 'Acme Industries',
        Parent: null,
        Owner: { attributes: { type: 'User' }, Name: 'Dana Whitfield' },
        Contacts: {
          totalSize: 1,
          done: true,
          records: [
            {
              attributes: { type: 'Contact', url: `/services/data/v66.0/sobjects/Contact/${jane}` },
              LastName: 'Okafor',
            },
          ],
        },
      },
      { Name: 'Globex', Contacts: null, Quotes: null },
    ])
  })

  const conditions: [where: string, names: string[]][] = [
    ["Name = 'acme industries'", ['Acme Industries']],
    ["Name LIKE 'Acme%' AND Type != 'Prospect'", ['Acme Industries']],
    ["Name LIKE '_cme%' AND (NOT Name LIKE '%zzz')", ['Acme Industries']],
    ["Tax_Id__c = null AND Website LIKE '%initech.com'", ['Initech', 'Initech']],
    ["Name IN ('Globex','Hooli') AND CurrencyIsoCode NOT IN ('EUR')", ['Hooli']],
    ["Parent.Name LIKE 'Massive%' OR Name = 'Globex'", ['Globex', 'Massive Dynamic UK']],
    [`Id = '${ACME.slice(0, 15)}'`, ['Acme Industries']],
    ["Name = 'Acme Industries' AND CreatedDate > 2020-01-01T00:00:00Z", ['Acme Industries']],
    ["Name = 'O\\'Hara'", []],
  ]
  for (const [where, names] of conditions) {
    test(`WHERE ${where}`, async () => {
      const { records } = await rows(`SELECT Name FROM Account WHERE ${where} ORDER BY Name ASC NULLS LAST`)
      assert.deepEqual(
        records.map(({ Name }) => Name),
        names,
      )
    })
  }

  test('datetimes carry +0000, days are days, amounts are numbers', async () => {
    const { records } = await rows(
      `SELECT CreatedDate, StartDate, Total_Contract_Value__c FROM Contract WHERE ContractNumber = '00000102'`,
    )
    assert.match(String(records[0]?.CreatedDate), /^\d{4}-\d{2}-\d{2}T00:00:00\.000\+0000$/)
    assert.match(String(records[0]?.StartDate), /^\d{4}-\d{2}-\d{2}$/)
    assert.equal(records[0]?.Total_Contract_Value__c, 12000 * 12 + 900 * 12 + 9000)
  })

  test('COUNT() answers a number and no rows', async () => {
    const { totalSize, records } = await rows("SELECT COUNT() FROM Account WHERE Name = 'Initech'")
    assert.deepEqual({ totalSize, records }, { totalSize: 2, records: [] })
  })

  test('LIMIT and OFFSET cut the ordered rows', async () => {
    const all = await rows('SELECT Id FROM Account ORDER BY Id DESC LIMIT 5')
    const rest = await rows('SELECT Id FROM Account ORDER BY Id DESC LIMIT 3 OFFSET 2')
    assert.deepEqual(rest.records, all.records.slice(2))
  })

  const refusals: [soql: string, code: string, message: RegExp][] = [
    ['SELECT Id FROM', 'MALFORMED_QUERY', /ERROR at Row:1:Column:15\nunexpected token: '<EOF>'/],
    ['SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', /unexpected token: '<EOF>'/],
    ["SELECT Id FROM Account WHERE Name = 'a' AND Id != null OR Id = null", 'MALFORMED_QUERY', /'OR'/],
    ['SELECT BAD FROM Account', 'INVALID_FIELD', /Column:8\nNo such column 'BAD' on entity 'Account'/],
    ['SELECT Nope.Name FROM Account', 'INVALID_FIELD', /Didn't understand relationship 'Nope'/],
    [
      "SELECT Id FROM Contract WHERE StartDate > '2020-01-01'",
      'INVALID_FIELD',
      /must be of type date and should not be enclosed in quotes/,
    ],
    ['SELECT Id FROM Nothing', 'INVALID_TYPE', /^sObject type 'Nothing' is not supported/],
    ['SELECT Id, (SELECT Id FROM Cats) FROM Account', 'INVALID_TYPE', /relationship 'Cats' in FROM part/],
    ['SELECT Id FROM Account OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', /2000/],
  ]
  for (const [soql, code, message] of refusals) {
    test(`refuses ${soql} with ${code}`, async () => {
      const [status, errorCode, text] = refusalOf(await query(soql))
      assert.deepEqual([status, errorCode], [400, code])
      assert.match(text, message)
    })
  }

  test('an unknown cursor is refused', async () => {
    const [, code] = refusalOf(await org.call('GET', '/query/01g000000000000AAA-2000'))
    assert.equal(code, 'INVALID_QUERY_LOCATOR')
  })
})
