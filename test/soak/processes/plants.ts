import { randomUUID } from 'node:crypto'
import type { Engine } from '#processes/engine/engine.ts'
import type { Processes } from '#processes/open-processes.ts'
import { isWeftError } from '#shared/errors.ts'
import type { WriteCall } from '#shared/writes.ts'
import { wrapSteps } from './wrap-steps.ts'

/** Bugs that the checks must find, put around a node's engine, never into it. */
export const PLANTS = [
  'retry-blindly',
  'ignore-keys',
  'acknowledge-early',
  'drop-compensation',
  'no-fence',
  'two-at-once',
] as const
export type PlantName = (typeof PLANTS)[number]

/** Which call gone wrong in which way brings a bug to light, by their names in `faults.ts`; the others show by kills alone. */
export const SHOWN_BY: Readonly<Partial<Record<PlantName, readonly [call: string, mode: string]>>> = {
  'retry-blindly': ['create the order', 'applied, and answered too late'],
  'ignore-keys': ['create the subscription', 'cut after it is applied'],
  'drop-compensation': ['put the contract into force', 'refused'],
}

type Accept = Processes['start']

const BUGS: Readonly<Record<PlantName, (processes: Processes) => Accept | undefined>> = {
  /** A write that was not answered is made again as if it had not happened. */
  'retry-blindly': ({ engine }) =>
    wrapWrites(engine, 'erp', 'createOrder', async (write, call) => {
      try {
        return await write(call)
      } catch (error) {
        if (!isWeftError(error) || !error.retryable) throw error
        return write({ ...call, idempotencyKey: randomUUID() })
      }
    }),
  /** Every attempt of a write has a key of its own. */
  'ignore-keys': ({ engine }) =>
    wrapWrites(engine, 'billing', 'createSubscription', (write, call) =>
      write({ ...call, idempotencyKey: randomUUID() }),
    ),
  /** The caller hears yes, and what was wished is written down a moment later. */
  'acknowledge-early':
    ({ start }) =>
    async (...wish) => {
      setTimeout(() => void start(...wish), 400)
      return { answer: { runId: '' }, replayed: false }
    },
  'drop-compensation': ({ engine }) => {
    wrapSteps(engine, (step) =>
      step.key === 'create-order' ? { ...step, compensate: async () => {} } : step,
    )
    return undefined
  },
  /** A node that was taken for dead goes on as if nothing had happened. */
  'no-fence': ({ engine }) => {
    const { store } = engine
    engine.store = {
      ...store,
      query: (text, values) => store.query(text.replace('fence = fence + 1', 'fence = fence'), values),
    }
    return undefined
  },
  'two-at-once': ({ engine }) => {
    wrapSteps(engine, ({ isSequencedByCustomer: _dropped, ...step }) => step)
    return undefined
  },
}

/** Plants a bug, if any, in a node whose worker has not started; answers how its wishes are taken. */
export function plantIn(name: PlantName | undefined, processes: Processes): Accept {
  return (name && BUGS[name](processes)) ?? processes.start
}

type Write = (...given: never[]) => Promise<unknown>

/** Puts something around one write of all providers of a domain. */
function wrapWrites(
  engine: Engine,
  domain: 'erp' | 'billing',
  name: string,
  around: (write: (call: WriteCall) => Promise<unknown>, call: WriteCall) => Promise<unknown>,
): undefined {
  const find = engine.tools[domain] as unknown as (id: string) => { writes?: Record<string, Write> }
  const wrapped = (connectionId: string) => {
    const provider = find(connectionId)
    const write = provider.writes?.[name] as
      | ((input: unknown, call: WriteCall) => Promise<unknown>)
      | undefined
    if (!write) return provider
    const planted = (input: unknown, call: WriteCall) => around((changed) => write(input, changed), call)
    return { ...provider, writes: { ...provider.writes, [name]: planted } }
  }
  engine.tools = { ...engine.tools, [domain]: wrapped }
}
