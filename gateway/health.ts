/** Something that the gateway needs before it can answer well. */
export interface ReadinessCheck {
  name: string
  /** False: its absence costs some fields, not the answer. */
  required: boolean
  /** Undefined when all is well; otherwise why not, without hosts, paths or secrets. */
  reason(): Promise<string | undefined>
  /** What is worth knowing of it and no reason; without hosts, paths or secrets. */
  state?(): Readonly<Record<string, string>>
}

export interface Readiness {
  status: 'ready' | 'not ready'
  checks: { name: string; ok: boolean; required: boolean; reason?: string; [state: string]: unknown }[]
}

const CHECK_TIMEOUT_MS = 2000

/** Asks every check at once; one that does not answer in time is not well. */
export async function readinessOf(checks: readonly ReadinessCheck[]): Promise<Readiness> {
  const answers = await Promise.all(
    checks.map(async ({ name, required, reason, state }) => {
      const found = await withinTime(reason())
      const why = found === undefined ? {} : { reason: found }
      return { ...state?.(), name, ok: found === undefined, required, ...why }
    }),
  )
  const isReady = answers.every(({ ok, required }) => ok || !required)
  return { status: isReady ? 'ready' : 'not ready', checks: answers }
}

function withinTime(reason: Promise<string | undefined>): Promise<string | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(resolve, CHECK_TIMEOUT_MS, 'no answer')
  return Promise.race([reason.catch(() => 'failed'), late]).finally(() => clearTimeout(timer))
}
