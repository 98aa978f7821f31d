import { answerBatch, answerComposite, answerGraphs } from './composite.ts'
import { answerDeleted, answerUpdated } from './changed-ids.ts'
import type { Answer } from './data-request.ts'
import { answerLimits } from './limits.ts'
import { answerQuery, answerQueryAll, answerQueryMore } from './queries.ts'
import { answerDescribe, answerObjects, answerRetrieve, answerRow, answerRowByExternalId } from './records.ts'
import {
  answerCreateMany,
  answerDeleteMany,
  answerUpdateMany,
  answerUpsertMany,
} from './write/collections.ts'
import {
  answerCreate,
  answerDelete,
  answerDeleteByExternalId,
  answerUpdate,
  answerUpsert,
} from './write/single.ts'

export interface Resource {
  method: string
  path: string
  answer: Answer
}

const of = (params: Record<string, string>, name: string): string => params[name] ?? ''
const object = (params: Record<string, string>): string => of(params, 'object')
const externalId = (params: Record<string, string>): [string, string] => [
  of(params, 'field'),
  of(params, 'value'),
]

const resource = (method: string, path: string, answer: Answer): Resource => ({ method, path, answer })

/** Everything below `/services/data/vXX.X/`; the first match answers. */
export const RESOURCES: readonly Resource[] = [
  resource('GET', '/query/:locator', (request, params) => answerQueryMore(request, of(params, 'locator'))),
  resource('GET', '/queryAll/:locator', (request, params) => answerQueryMore(request, of(params, 'locator'))),
  resource('GET', '/query', answerQuery),
  resource('GET', '/queryAll', answerQueryAll),
  resource('GET', '/limits', answerLimits),
  resource('GET', '/sobjects', answerObjects),
  resource('GET', '/sobjects/:object/describe', (request, params) => answerDescribe(request, object(params))),
  resource('GET', '/sobjects/:object/updated', (request, params) => answerUpdated(request, object(params))),
  resource('GET', '/sobjects/:object/deleted', (request, params) => answerDeleted(request, object(params))),
  resource('POST', '/sobjects/:object', (request, params) => answerCreate(request, object(params))),
  // The upsert resource without a value: a create as well.
  resource('POST', '/sobjects/:object/Id', (request, params) => answerCreate(request, object(params))),
  resource('GET', '/sobjects/:object/:id', (request, params) =>
    answerRow(request, object(params), of(params, 'id')),
  ),
  resource('PATCH', '/sobjects/:object/:id', (request, params) =>
    answerUpdate(request, object(params), of(params, 'id')),
  ),
  resource('DELETE', '/sobjects/:object/:id', (request, params) =>
    answerDelete(request, object(params), of(params, 'id')),
  ),
  resource('GET', '/sobjects/:object/:field/:value', (request, params) =>
    answerRowByExternalId(request, object(params), externalId(params)),
  ),
  resource('PATCH', '/sobjects/:object/:field/:value', (request, params) =>
    answerUpsert(request, object(params), externalId(params)),
  ),
  resource('DELETE', '/sobjects/:object/:field/:value', (request, params) =>
    answerDeleteByExternalId(request, object(params), externalId(params)),
  ),
  resource('POST', '/composite/sobjects', answerCreateMany),
  resource('PATCH', '/composite/sobjects', answerUpdateMany),
  resource('DELETE', '/composite/sobjects', answerDeleteMany),
  resource('GET', '/composite/sobjects/:object', (request, params) =>
    answerRetrieve(request, object(params)),
  ),
  resource('POST', '/composite/sobjects/:object', (request, params) =>
    answerRetrieve(request, object(params)),
  ),
  resource('PATCH', '/composite/sobjects/:object/:field', (request, params) =>
    answerUpsertMany(request, object(params), of(params, 'field')),
  ),
  resource('POST', '/composite/batch', (request, _params, answer) => answerBatch(request, answer)),
  resource('POST', '/composite/graph', (request, _params, answer) => answerGraphs(request, answer)),
  resource('POST', '/composite', (request, _params, answer) => answerComposite(request, answer)),
]
