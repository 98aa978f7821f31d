import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'
import {
  type EmulatorContext,
  type EmulatorDefinition,
  type EmulatorRequest,
  type EmulatorResponse,
  matchPath,
} from '#shared/emulator/emulator.ts'
import { answerToken, CREDENTIALS, refuseStranger } from './auth.ts'
import { answerBatch } from './batch-api.ts'
import { refuseContentType } from './content-types.ts'
import { failure } from './errors.ts'
import { HINTS } from './events.ts'
import { importRow, importRows, readImport } from './import-sets/import-api.ts'
import { TRANSFORM_MAPS, toStagingTable } from './import-sets/transform-maps.ts'
import { configureInstance } from './instance-control.ts'
import { countCall } from './rate-limit.ts'
import { seedWorld } from './seed.ts'
import type { Instance } from './state.ts'
import { listRecords, readRecord } from './table-api.ts'
import { deleteRecord, insertRecord, updateRecord } from './table-writes.ts'
import { createTables } from './tables.ts'
import { RefusedWrite } from './write/refused-write.ts'

type Context = EmulatorContext<Instance>
type Answer = (request: EmulatorRequest, context: Context) => EmulatorResponse

export interface ServicenowEmulatorOptions {
  /** What the instance holds; the demo world unless given. */
  createWorld?: (now: Date) => DemoWorld
}

/** ServiceNow: OAuth, Table API, Import Set API, Batch API and the hints that our update set sends, over the demo world. */
export function createServicenowEmulator({
  createWorld = createDemoWorld,
}: ServicenowEmulatorOptions = {}): EmulatorDefinition<Instance> {
  return {
    vendor: 'servicenow',
    credentials: CREDENTIALS,
    webhooks: HINTS,
    createState: (now) => createInstance(createWorld(now)),
    routes: [
      { method: 'POST', path: '/oauth_token.do', answer: answerToken },
      { method: 'POST', path: '/__emulator/instance', answer: configureInstance },
      ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
        method,
        path: '/api/*',
        answer: answerCaller,
      })),
    ],
    notFound: () => failure(400, 'Requested URI does not represent any resource', null),
  }
}

/** The indexes that come with the update set: no key of Weft's stands in two records. */
const UNIQUE_FIELDS = [
  'customer_account.u_correlation_id',
  'customer_account.u_crm_account_id',
  'sn_pss_core_service_contract.u_crm_contract_id',
  'sn_customerservice_case.correlation_id',
  'sn_customerservice_escalation.u_turn',
  'service_entitlement.u_correlation_id',
  'u_weft_write.u_correlation_id',
]

function createInstance(world: DemoWorld): Instance {
  const instance: Instance = {
    tables: createTables(),
    properties: new Map([
      ['glide.invalid_query.returns_no_rows', 'false'],
      ['glide.oauth.inbound.client.credential.grant_type.enabled', 'true'],
    ]),
    tokens: new Map(),
    refreshTokens: new Map(),
    uniqueFields: new Set(UNIQUE_FIELDS),
    latestNumbers: new Map(),
    hourlyLimit: undefined,
    callsByHour: new Map(),
    hidden: new Set(),
    batchQuota: undefined,
  }
  for (const map of TRANSFORM_MAPS) instance.tables.set(map.stagingTable, toStagingTable(map))
  seedWorld(instance, world)
  return instance
}

/** A call from outside: who are you, how often do you call, what do you want. */
function answerCaller(received: EmulatorRequest, context: Context): EmulatorResponse {
  const request = { ...received, method: methodOf(received) }
  const stranger = refuseStranger(request, context)
  if (stranger) return stranger
  const { headers, refusal } = countCall(request, context)
  if (refusal) return refusal
  const isBatch = request.method === 'POST' && /^\/api\/now\/(v\d+\/)?batch$/.test(request.path)
  const answer = isBatch ? answerBatch(request, context, answerApi) : answerApi(request, context)
  return { ...answer, headers: { ...headers, ...answer.headers } }
}

/** For clients that can only send GET and POST. */
const methodOf = ({ method, headers }: EmulatorRequest): string =>
  method === 'POST' ? String(headers['x-http-method-override'] ?? method).toUpperCase() : method

const RESOURCES: readonly { method: string; path: string; answer: Answer }[] = [
  { method: 'GET', path: '/table/:table', answer: listRecords },
  { method: 'POST', path: '/table/:table', answer: insertRecord },
  { method: 'GET', path: '/table/:table/:sysId', answer: readRecord },
  { method: 'PATCH', path: '/table/:table/:sysId', answer: updateRecord },
  { method: 'PUT', path: '/table/:table/:sysId', answer: updateRecord },
  { method: 'DELETE', path: '/table/:table/:sysId', answer: deleteRecord },
  { method: 'POST', path: '/import/:table', answer: importRow },
  { method: 'POST', path: '/import/:table/insertMultiple', answer: importRows },
  { method: 'GET', path: '/import/:table/:sysId', answer: readImport },
]

/** The REST resources of the namespace `now`; without a version the newest answers. */
function answerApi(request: EmulatorRequest, context: Context): EmulatorResponse {
  const refusal = refuseContentType(request)
  if (refusal) return refusal
  const match = /^\/api\/now(?:\/(v\d+))?(\/.*)$/.exec(request.path)
  const [version, path = ''] = [match?.[1] ?? 'v2', match?.[2]]
  for (const resource of RESOURCES) {
    const params = resource.method === request.method ? matchPath(resource.path, path) : undefined
    if (params) return answered(resource.answer, { ...request, params: { ...params, version } }, context)
  }
  const exists = RESOURCES.some((resource) => matchPath(resource.path, path))
  return exists
    ? failure(405, 'Method not supported', null)
    : failure(400, 'Requested URI does not represent any resource', null)
}

function answered(answer: Answer, request: EmulatorRequest, context: Context): EmulatorResponse {
  try {
    return answer(request, context)
  } catch (error) {
    if (error instanceof RefusedWrite) return error.toResponse()
    throw error
  }
}
