import { createDemoWorld } from '#demo-world/world.ts'
import type {
  EmulatorContext,
  EmulatorDefinition,
  EmulatorRequest,
  EmulatorResponse,
  Route,
} from '#shared/emulator/emulator.ts'
import { ACCOUNT_CONCURRENCY_LIMIT, createGovernor } from './governance.ts'
import { CREDENTIALS, isAuthorised, issueToken, TOKEN_PATH } from './oauth.ts'
import { invalidLogin, problem } from './problems.ts'
import { getRecord, RECORD_PATH } from './records.ts'
import { createDatabase } from './seed.ts'
import type { NetSuiteState } from './state.ts'
import { runSuiteQl, SUITEQL_PATH } from './suiteql.ts'

type Answer = (request: EmulatorRequest, context: EmulatorContext<NetSuiteState>) => EmulatorResponse

/** A stand-in for one NetSuite account's REST services, as far as reading the canonical view needs them. */
export function createNetsuiteEmulator(): EmulatorDefinition<NetSuiteState> {
  return {
    vendor: 'netsuite',
    credentials: CREDENTIALS,
    createState: (now) => ({
      database: createDatabase(createDemoWorld(now)),
      tokens: new Map(),
      governor: createGovernor(ACCOUNT_CONCURRENCY_LIMIT),
    }),
    routes: [
      { method: 'POST', path: TOKEN_PATH, answer: issueToken },
      governed('POST', SUITEQL_PATH, runSuiteQl),
      governed('GET', `${RECORD_PATH}/:type/:id`, getRecord),
      governed('GET', '/services/rest/system/v1/governanceLimits', showLimits),
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

/** A route that asks for a valid token and takes one of the account's few places while it works. */
function governed(method: string, path: string, answer: Answer): Route<NetSuiteState> {
  return {
    method,
    path,
    async answer(request, context) {
      if (!isAuthorised(request, context)) return invalidLogin()
      const { governor } = context.state
      if (!governor.enter()) {
        return problem(
          429,
          'CONCURRENCY_LIMIT_EXCEEDED',
          'Concurrent request limit exceeded. Request blocked.',
        )
      }
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

function showLimits(_request: EmulatorRequest, _context: EmulatorContext<NetSuiteState>): EmulatorResponse {
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
