import assert from 'node:assert/strict'
import { test } from 'node:test'
import { routeOf } from './route.ts'

for (const [path, route] of [
  ['/services/data/v66.0/query?q=SELECT+Email+FROM+Contact', '/services/data/v66.0/query'],
  ['/services/data/v66.0/query/01g3000000Abc-2000', '/services/data/v66.0/query/{id}'],
  ['/services/rest/auth/oauth2/v1/token', '/services/rest/auth/oauth2/v1/token'],
  ['/services/rest/record/v1/customer/eid:ACME-7', '/services/rest/record/v1/customer/{id}'],
  ['/services/rest/record/v1/salesOrder/812', '/services/rest/record/v1/salesOrder/{id}'],
  ['/v1/customers/cus_Na6Xq8kT2/sources', '/v1/customers/{id}/sources'],
  ['/api/now/v2/table/sn_customerservice_case', '/api/now/v2/table/sn_customerservice_case'],
  ['/oauth_token.do', '/oauth_token.do'],
  ['/contacts/mei.tanaka@acme-industries.com', '/contacts/{id}'],
  ['/tax/DE123456789', '/tax/{id}'],
  ['/a/b/c/d/e/f/g/h/i/j', '/a/b/c/d/e/f/g/h/…'],
  ['/', '/{id}'],
] as const)
  test(`${path} is shown as ${route}`, () => {
    assert.equal(routeOf(path), route)
  })
