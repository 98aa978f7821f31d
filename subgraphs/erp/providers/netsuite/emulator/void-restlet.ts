import { z } from 'zod'
import type { EmulatorRequest, EmulatorResponse } from '#shared/emulator/emulator.ts'
import { update } from './insert.ts'
import { isAuthorised } from './oauth.ts'
import { Refusal } from './problems.ts'
import { TRANSACTION_TYPES } from './record-types/transactions.ts'
import { findRow } from './record-types/record-type.ts'
import type { Context } from './state.ts'
import { atomically } from './atomically.ts'
import { voidTransaction } from './write/void.ts'

/**
 * REST can neither void a transaction nor are there record actions for it; SuiteScript's `transaction.void` can. An
 * account that is to void from outside deploys a RESTlet around it: this is that script.
 * https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4413165692.html
 */
export const RESTLET_PATH = '/app/site/hosting/restlet.nl'
const VOID_SCRIPT = 'customscript_weft_void_transaction'
const VOID_DEPLOYMENT = 'customdeploy_weft_void_transaction'

const Input = z.object({
  type: z.string(),
  id: z.union([z.string(), z.int()]).transform(String),
  /** Written onto the transaction before it is voided. */
  memo: z.string().optional(),
})

/** `POST /app/site/hosting/restlet.nl?script=…&deploy=…` with `{"type": "invoice", "id": "…", "memo": "…"}` → `{"id": …}`. */
export function runVoidRestlet(request: EmulatorRequest, context: Context): EmulatorResponse {
  const { query } = request
  if (!isAuthorised(request, context, 'restlets'))
    return failure('INVALID_LOGIN_ATTEMPT', 'Invalid login attempt.', 401)
  if (query.get('script') !== VOID_SCRIPT || query.get('deploy') !== VOID_DEPLOYMENT)
    return failure('SSS_INVALID_SCRIPTLET_ID', 'That Suitelet is invalid, disabled, or no longer exists.')
  const input = Input.safeParse(parse(request.body.toString('utf8')))
  if (!input.success)
    return failure('SSS_MISSING_REQD_ARGUMENT', 'transaction.void: Missing a required argument: type, id')
  const type = Object.values(TRANSACTION_TYPES).find(
    ({ name }) => name.toLowerCase() === input.data.type.toLowerCase(),
  )
  if (!type) return failure('INVALID_RECORD_TYPE', 'The type argument is not valid or not voidable.')
  const row = findRow(context.state.database, type, input.data.id)
  if (!row) return failure('THAT_RECORD_DOES_NOT_EXIST', 'That record does not exist.')
  try {
    atomically(context, () => {
      voidTransaction(context, row)
      const { memo } = input.data
      if (memo !== undefined) update(context.state.database, 'transaction', Number(row.id), { memo })
    })
  } catch (error) {
    if (error instanceof Refusal) return failure('USER_ERROR', reasonOf(error))
    throw error
  }
  return { status: 200, body: { id: Number(row.id) } }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The business reason without what REST puts in front of it. */
function reasonOf({ response }: Refusal): string {
  const body = response.body as { 'o:errorDetails': readonly { detail: string }[] }
  return (body['o:errorDetails'][0]?.detail ?? '').replace('Error while accessing a resource. ', '')
}

/** A RESTlet's errors have a form of their own. */
export const failure = (code: string, message: string, status = 400): EmulatorResponse => ({
  status,
  body: { error: { code, message } },
})
