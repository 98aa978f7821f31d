import { createDemoWorld, type DemoWorld } from '#demo-world/world.ts'
import type {
  EmulatorDefinition,
  EmulatorRequest,
  EmulatorResponse,
  Route,
} from '#shared/emulator/emulator.ts'
import { JOB_PATH, listTasks, showJob, showResult, showTask, submit, wantsAsync } from './async-jobs.ts'
import { atomically } from './atomically.ts'
import { ACCOUNT_CONCURRENCY_LIMIT, createGovernor } from './governance.ts'
import { CREDENTIALS, isAuthorised, issueToken, TOKEN_PATH } from './oauth.ts'
import { ACCOUNT_PATH, changeAccount, DEFAULT_PREFERENCES } from './preferences.ts'
import { invalidLogin, problem, Refusal } from './problems.ts'
import { getRecord, getSublist } from './read/get-record.ts'
import { listRecords } from './read/list-records.ts'
import { showCatalogue, showMetadata } from './read/metadata.ts'
import { RECORD_PATH } from './record-types/index.ts'
import { createDatabase } from './seed.ts'
import { type Context, createIdSequence, type NetSuiteState } from './state.ts'
import { runSuiteQl, SUITEQL_PATH } from './suiteql.ts'
import { failure, RESTLET_PATH, runVoidRestlet } from './void-restlet.ts'
import { createRecord, deleteRecord, transformRecord, updateRecord, upsertRecord } from './write/routes.ts'

type Answer = (request: EmulatorRequest, context: Context) => EmulatorResponse

export interface NetsuiteEmulatorOptions {
  /** What the account holds; the demo world unless given. */
  createWorld?: (now: Date) => DemoWorld
}

/** A stand-in for one NetSuite account's REST services: SuiteQL, the record service, asynchronous jobs. */
export function createNetsuiteEmulator({
  createWorld = createDemoWorld,
}: NetsuiteEmulatorOptions = {}): EmulatorDefinition<NetSuiteState> {
  return {
    vendor: 'netsuite',
    credentials: CREDENTIALS,
    createState: (now) => ({
      database: createDatabase(createWorld(now)),
      tokens: new Map(),
      governor: createGovernor(ACCOUNT_CONCURRENCY_LIMIT),
      preferences: { ...DEFAULT_PREFERENCES },
      jobs: new Map(),
      nextId: createIdSequence(),
    }),
    routes: [
      { method: 'POST', path: ACCOUNT_PATH, answer: changeAccount },
      { method: 'POST', path: TOKEN_PATH, answer: issueToken },
      rest('POST', SUITEQL_PATH, runSuiteQl),
      rest('GET', '/services/rest/system/v1/governanceLimits', showLimits),
      rest('GET', `${JOB_PATH}/:job`, showJob),
      rest('GET', `${JOB_PATH}/:job/task`, listTasks),
      rest('GET', `${JOB_PATH}/:job/task/:task`, showTask),
      rest('GET', `${JOB_PATH}/:job/task/:task/result`, showResult),
      ...recordRoutes(),
      governed('POST', RESTLET_PATH, {
        answer: runVoidRestlet,
        refusal: failure('SSS_REQUEST_LIMIT_EXCEEDED', 'Request Limit Exceeded'),
      }),
    ],
    notFound: (request) =>
      problem(404, 'INVALID_REQUEST', 'The requested resource does not exist.', {
        'o:errorUrl': request.path,
      }),
    responseHeaders: () => ({
      'x-netsuite-jobid': 'emulated',
      'cache-control': 'no-cache',
      vary: 'User-Agent',
    }),
  }
}

function recordRoutes(): Route<NetSuiteState>[] {
  const record = `${RECORD_PATH}/:type`
  return [
    rest('GET', `${RECORD_PATH}/metadata-catalog`, showCatalogue),
    rest('GET', `${RECORD_PATH}/metadata-catalog/:type`, showMetadata),
    rest('GET', record, deferrable(listRecords)),
    rest('POST', record, deferrable(createRecord)),
    rest('GET', `${record}/:id`, deferrable(getRecord)),
    rest('PATCH', `${record}/:id`, deferrable(updateRecord)),
    rest('PUT', `${record}/:id`, deferrable(upsertRecord)),
    rest('DELETE', `${record}/:id`, deferrable(deleteRecord)),
    rest('GET', `${record}/:id/:sublist`, deferrable(getSublist)),
    rest('POST', `${record}/:id/!transform/:target`, deferrable(transformRecord)),
  ]
}

/** Any request to the record service may be carried out later: `Prefer: respond-async`. */
function deferrable(answer: Answer): Answer {
  const run: Answer = (request, context) =>
    refusable(() => atomically(context, () => answer(request, context)))
  return (request, context) =>
    wantsAsync(request) ? submit(request, context, () => run(request, context)) : run(request, context)
}

function refusable(answer: () => EmulatorResponse): EmulatorResponse {
  try {
    return answer()
  } catch (error) {
    if (error instanceof Refusal) return error.response
    throw error
  }
}

const rest = (method: string, path: string, answer: Answer): Route<NetSuiteState> =>
  governed(method, path, {
    answer: (request, context) =>
      isAuthorised(request, context) ? refusable(() => answer(request, context)) : invalidLogin(),
    refusal: problem(
      429,
      'CONCURRENCY_LIMIT_EXCEEDED',
      'Concurrent request limit exceeded. Request blocked.',
    ),
  })

/** A route that takes one of the account's few places while it works. */
function governed(
  method: string,
  path: string,
  { answer, refusal }: { answer: Answer; refusal: EmulatorResponse },
): Route<NetSuiteState> {
  return {
    method,
    path,
    async answer(request, context) {
      const { governor } = context.state
      if (!governor.enter()) return refusal
      try {
        // Requests that arrive together are under way together.
        await new Promise((resolve) => setImmediate(resolve))
        return answer(request, context)
      } finally {
        governor.leave()
      }
    },
  }
}

function showLimits(): EmulatorResponse {
  return {
    status: 200,
    body: {
      accountConcurrencyLimit: ACCOUNT_CONCURRENCY_LIMIT,
      accountUnallocatedConcurrencyLimit: ACCOUNT_CONCURRENCY_LIMIT,
      integrationConcurrencyLimit: ACCOUNT_CONCURRENCY_LIMIT,
      integrationLimitType: 'accountUnallocated',
    },
  }
}
