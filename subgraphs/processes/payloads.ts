import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from './context.ts'
import type { Answered } from './engine/requests.ts'
import { type Run, readRuns } from './engine/run-rows.ts'
import type { Started } from './engine/starts.ts'

/** How often a caller that waits looks whether the run rests. */
const LOOK_MS = 50

/** What a mutation about a run answers: the run as it is now, or why nothing happened. */
export async function toRunPayload(
  answered: Answered<Started>,
  { engine, request }: Pick<Context, 'engine' | 'request'>,
  waitMs = 0,
) {
  if ('userErrors' in answered) return { run: null, userErrors: [...answered.userErrors], replayed: false }
  const { runId, run: asKept } = answered.answer
  const isFresh = asKept !== undefined && waitMs === 0
  const run = isFresh ? asKept : await waitForRest(engine, runId, { waitMs, signal: request.signal })
  return { run: run ?? null, userErrors: [], replayed: answered.replayed }
}

/** The run as soon as it rests, and as it is when the time is over. */
async function waitForRest(
  { store }: Context['engine'],
  runId: string,
  { waitMs, signal }: { waitMs: number; signal: AbortSignal },
): Promise<Run | undefined> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(waitMs)])
  for (;;) {
    const [run] = await readRuns(store, [runId])
    if (waitMs === 0 || (run && isSettled(run)) || until.aborted) return run
    await delay(LOOK_MS, undefined, { signal: until }).catch(() => {})
  }
}

/** It rests, or waits for something outside that may take days. */
const isSettled = ({ phase, status }: Run): boolean => phase === 'REST' || status === 'WAITING_EXTERNAL'

/** What ending a client's access answers. */
export function toRevokePayload(answered: Answered<{ revokedAt: string }>) {
  if ('userErrors' in answered)
    return { revokedAt: null, userErrors: [...answered.userErrors], replayed: false }
  return { revokedAt: new Date(answered.answer.revokedAt), userErrors: [], replayed: answered.replayed }
}

/** What a mutation about exceptions answers. */
export async function toExceptionPayload(
  answered: Answered<{ itemIds: readonly string[] }>,
  { loaders }: Context,
) {
  if ('userErrors' in answered) return { items: [], userErrors: [...answered.userErrors], replayed: false }
  const items = await Promise.all(answered.answer.itemIds.map((id) => loaders.exception.load(id)))
  return { items: items.flatMap((item) => item ?? []), userErrors: [], replayed: answered.replayed }
}
