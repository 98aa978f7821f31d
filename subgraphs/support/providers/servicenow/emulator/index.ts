import { createDemoWorld } from '#demo-world/world.ts'
import {
  type EmulatorContext,
  type EmulatorDefinition,
  type EmulatorRequest,
  type EmulatorResponse,
  matchPath,
} from '#shared/emulator/emulator.ts'
import { answerToken, CREDENTIALS, refuseStranger } from './auth.ts'
import { answerBatch } from './batch-api.ts'
import { failure } from './errors.ts'
import { countCall } from './rate-limit.ts'
import { seedWorld } from './seed.ts'
import type { Instance } from './state.ts'
import { deleteRecord, insertRecord, listRecords, readRecord, updateRecord } from './table-api.ts'
import { createTables } from './tables.ts'

type Context = EmulatorContext<Instance>
type Answer = (request: EmulatorRequest, context: Context) => EmulatorResponse

/** ServiceNow: OAuth, Table API, Batch API, over the demo world. */
export function createServicenowEmulator(): EmulatorDefinition<Instance> {
  return {
    vendor: 'servicenow',
    credentials: CREDENTIALS,
    createState: (now) => createInstance(now),
    routes: [
      { method: 'POST', path: '/oauth_token.do', answer: answerToken },
      { method: 'POST', path: '/__emulator/instance', answer: configure },
      ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
        method,
        path: '/api/*',
        answer: answerCaller,
      })),
    ],
    notFound: () => failure(400, 'Requested URI does not represent any resource', null),
  }
}

function createInstance(now: Date): Instance {
  const instance: Instance = {
    tables: createTables(),
    properties: new Map([['glide.invalid_query.returns_no_rows', 'false']]),
    tokens: new Map(),
    refreshTokens: new Set(),
    hourlyLimit: undefined,
    callsByHour: new Map(),
    hidden: new Set(),
    batchQuota: undefined,
  }
  seedWorld(instance, createDemoWorld(now))
  return instance
}

/** A call from outside: who are you, how often do you call, what do you want. */
function answerCaller(request: EmulatorRequest, context: Context): EmulatorResponse {
  const stranger = refuseStranger(request, context)
  if (stranger) return stranger
  const { headers, refusal } = countCall(context)
  if (refusal) return refusal
  const isBatch = request.method === 'POST' && /^\/api\/now\/(v\d+\/)?batch$/.test(request.path)
  const answer = isBatch ? answerBatch(request, context, answerApi) : answerApi(request, context)
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

const RESOURCES: readonly { method: string; path: string; answer: Answer }[] = [
  { method: 'GET', path: '/table/:table', answer: listRecords },
  { method: 'POST', path: '/table/:table', answer: insertRecord },
  { method: 'GET', path: '/table/:table/:sysId', answer: readRecord },
  { method: 'PATCH', path: '/table/:table/:sysId', answer: updateRecord },
  { method: 'PUT', path: '/table/:table/:sysId', answer: updateRecord },
  { method: 'DELETE', path: '/table/:table/:sysId', answer: deleteRecord },
]

/** The REST resources of the namespace `now`; without a version the newest answers. */
function answerApi(request: EmulatorRequest, context: Context): EmulatorResponse {
  const match = /^\/api\/now(?:\/(v\d+))?(\/.*)$/.exec(request.path)
  const [version, path = ''] = [match?.[1] ?? 'v2', match?.[2]]
  for (const resource of RESOURCES) {
    const params = resource.method === request.method ? matchPath(resource.path, path) : undefined
    if (params) return resource.answer({ ...request, params: { ...params, version } }, context)
  }
  const exists = RESOURCES.some((resource) => matchPath(resource.path, path))
  return exists
    ? failure(405, 'Method not supported', null)
    : failure(400, 'Requested URI does not represent any resource', null)
}

/**
 * What an administrator would set in the instance: `{ "properties": {…}, "hourlyLimit": 100, "hidden":
 * ["customer_account/<sys_id>"], "batchQuota": 3, "dropFields": ["sn_customerservice_case.u_severity"], "dropTables": […] }`.
 */
function configure(request: EmulatorRequest, { state }: Context): EmulatorResponse {
  const wanted = JSON.parse(request.body.toString('utf8')) as {
    properties?: Record<string, string>
    hourlyLimit?: number
    hidden?: string[]
    batchQuota?: number
    dropFields?: string[]
    dropTables?: string[]
    revokeTokens?: boolean
  }
  for (const [name, value] of Object.entries(wanted.properties ?? {})) state.properties.set(name, value)
  if (wanted.hourlyLimit !== undefined) state.hourlyLimit = wanted.hourlyLimit
  if (wanted.batchQuota !== undefined) state.batchQuota = wanted.batchQuota
  for (const row of wanted.hidden ?? []) state.hidden.add(row)
  for (const name of wanted.dropTables ?? []) state.tables.delete(name)
  for (const path of wanted.dropFields ?? []) {
    const [table = '', field = ''] = path.split('.', 2)
    state.tables.get(table)?.fields.delete(field)
  }
  if (wanted.revokeTokens) state.tokens.clear()
  return { status: 200, body: {} }
}
