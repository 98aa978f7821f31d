import { type ErrorCode, ERRORS, WeftError } from '#shared/errors.ts'
import { askForRun } from './ask-for-process.ts'
import type { Context } from './context.ts'
import { checkInput } from './customer-upsert/check-input.ts'
import type { CustomerUpsertInput, WhenNewInput } from './customer-upsert/input.ts'
import { previewPlan } from './engine/preview.ts'
import { wasGranted } from './engine/requests.ts'
import { readSteps, type Run } from './engine/run-rows.ts'
import type { UserErrorRecord } from '#shared/user-errors.ts'
import { errorOfProblem, errorOfSystem, Refused, refusal } from './user-errors.ts'
import { reachOf } from './visibility.ts'

const KIND = 'CUSTOMER_UPSERT'
const OPERATION = 'customerUpsert'

/** As the graph's input says it. */
interface AskedFor extends Omit<CustomerUpsertInput, 'whenNew'> {
  idempotencyKey: string
  whenNew?:
    | (Omit<WhenNewInput, 'businessUnitKey'> & { businessUnitId?: string | null | undefined })
    | null
    | undefined
}

/** Business units have ids in the graph, and keys everywhere else. */
function withUnitKey(
  { whenNew, ...input }: Omit<AskedFor, 'idempotencyKey'>,
  { units }: Context,
): CustomerUpsertInput {
  if (!whenNew) return input
  const { businessUnitId, ...more } = whenNew
  if (businessUnitId == null) return { ...input, whenNew: more }
  const businessUnitKey = units.keyOf(businessUnitId)
  if (businessUnitKey === undefined)
    throw refusal('NOT_FOUND', 'there is no such business unit', ['whenNew', 'businessUnitId'])
  return { ...input, whenNew: { ...more, businessUnitKey } }
}

/** `customerUpsert`: what cannot be is told before there is a run; else the run, as far as it comes within a bound. */
export async function askForUpsert({ idempotencyKey, ...given }: AskedFor, context: Context) {
  const nothing = { customer: null, run: null, replayed: false }
  let input: CustomerUpsertInput
  try {
    input = withUnitKey(given, context)
    await assertPossible(input, idempotencyKey, context)
  } catch (error) {
    if (error instanceof Refused) return { ...nothing, userErrors: [...error.userErrors] }
    throw error
  }
  const asked = { ...input, idempotencyKey, mode: 'SYNC' as const }
  const { run, userErrors, replayed } = await askForRun({ kind: KIND, operation: OPERATION }, asked, context)
  if (!run) return { ...nothing, userErrors }
  await forgetWritten(run, context)
  const refusals = [...userErrors, ...(await refusalsOf(run, context))]
  const id = run.customerId ?? (run.resultType === 'Customer' ? run.resultId : null)
  const customer = refusals.length > 0 || id === null ? null : { id }
  return { customer, run, userErrors: refusals, replayed }
}

/** A customer that the caller may not see is one that is not there. */
async function assertPossible(
  input: CustomerUpsertInput,
  idempotencyKey: string,
  { engine, request }: Context,
): Promise<void> {
  const { caller, correlationId, signal, receivedAt: now } = request
  const wish = { clientId: caller.clientId, operation: OPERATION, idempotencyKey, input }
  if (await wasGranted(engine, wish)) return
  const wrong = checkInput(input)
  if (wrong.length > 0) throw new Refused(wrong.map(errorOfProblem))
  const call = { correlationId, signal }
  const wanted = { kind: KIND, input, clientId: caller.clientId, reach: reachOf(caller), call, now } as const
  await previewPlan(engine, wanted)
}

/** What the run wrote may have been written by another process of the operating system: this one forgets it as well. */
async function forgetWritten(run: Run, { engine }: Context): Promise<void> {
  const cause = {
    correlationId: run.correlationId,
    causationId: run.id,
    customerId: run.customerId ?? undefined,
  }
  for (const { outcome } of await readSteps(engine.store, [run]))
    if (outcome?.record) await engine.tools.noteOwnWrite(outcome.record, cause)
}

/** Why a run that is over, or waits for a person, has not done what was asked. */
async function refusalsOf(run: Run, { loaders }: Context): Promise<UserErrorRecord[]> {
  if (run.status === 'COMPLETED') return []
  const exception = await loaders.openException.load(run.id)
  if (!exception) return []
  const { code, summary: message } = exception
  if (code in ERRORS && code !== 'INTERNAL') return [errorOfSystem(new WeftError(code as ErrorCode, message))]
  return [errorOfProblem({ code, message, path: [], suggestedFix: undefined })]
}
