import type { PlannedExecution } from '../../../gateway/execution/planned.ts'
import { QUERIES } from '../queries.ts'
import { createCallers, verifyAll } from './callers.ts'
import { cpuMicroseconds } from './cpu.ts'
import { type Load, startLoad } from './load.ts'
import { overheadOf, quietMean } from './overhead.ts'
import { startWays, WAYS, type Ways } from './ways.ts'

/**
 * `npm run bench:access`: what knowing the caller, its scopes and its budget costs the bench's warm detail query over HTTP,
 * beside the same engine behind the same front without them: a thousand tokens that were seen before, in turns. What counts is
 * CPU of the gateway for each request.
 */
const TOKENS = 1_000
/** Short, so that whatever disturbs one way disturbs the others; long enough that each has its collections. */
const BATCH = 32
/** Before each batch as many that do not count: what the way before has left in the processor's caches is not its own. */
const SETTLING = 16
const WARM_UP = 3_000
const SECONDS = Number(process.argv[2] ?? 75)
const PRICINGS = 100_000
/** As many operations as a busy gateway writes at once. */
const WRITTEN_AT_ONCE = 1_000

const query = QUERIES.find(({ name }) => name === 'detail')?.text(0) ?? ''
const BY_VARIABLES = `query ($first: Int) { customers(first: $first) { nodes {
  id invoices(first: $first) { nodes { id lines(first: $first) { nodes { id } } } } cases(first: 5) { nodes { id } } } } }`

/** CPU microseconds of pricing a known document. */
async function price({ limits }: PlannedExecution, text: string): Promise<number> {
  const measured = limits.measure(text)
  const many = (): void => {
    for (let first = 0; first < PRICINGS; first += 1)
      limits.admitCost(measured, { operationName: undefined, coerced: { first: first % 5 } }, 'staff')
  }
  many()
  return cpuMicroseconds(PRICINGS, many)
}

interface Measured {
  /** CPU microseconds of a request, by turn and way. */
  turns: number[][]
  /** And of writing what was counted of it. */
  written: number
}

/** Every turn goes through all ways, in another order each time: no way always comes after the same other. */
async function measureTurns(load: Load, { urls, flush }: Ways): Promise<Measured> {
  const turns: number[][] = []
  const writings: number[] = []
  const order = [...urls.keys()]
  let unwritten = 0
  const endsAt = performance.now() + SECONDS * 1_000
  while (performance.now() < endsAt) {
    const turn: number[] = []
    for (const way of shuffled(order)) {
      const url = urls[way] ?? ''
      await load.ask(url, SETTLING)
      turn[way] = await cpuMicroseconds(BATCH, () => load.ask(url, BATCH))
    }
    turns.push(turn)
    unwritten += SETTLING + BATCH
    if (unwritten < WRITTEN_AT_ONCE) continue
    writings.push(await cpuMicroseconds(unwritten, flush))
    unwritten = 0
  }
  return { turns, written: quietMean(writings) }
}

const shuffled = (order: readonly number[]): number[] =>
  order
    .map((way) => ({ way, at: Math.random() }))
    .sort((one, other) => one.at - other.at)
    .map(({ way }) => way)

const print = (name: string, text: string): void => void process.stdout.write(`${name.padEnd(20)} ${text}\n`)
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`

/** `pricing` is taken from the first way: it prices as well, because an engine without limits is none. */
function report({ turns, written }: Measured, pricing: number): void {
  for (const [way, name] of WAYS.entries()) {
    const isGoverned = way === WAYS.length - 1
    const more = (way === 0 ? -pricing : 0) + (isGoverned ? written : 0)
    const pairs = turns.map((turn) => [(turn[0] ?? 0) - pricing, (turn[way] ?? 0) + more] as const)
    const { part, from, to } = overheadOf(pairs)
    const overhead = way === 0 ? '' : `, ${percent(part)} more (${percent(from)} to ${percent(to)})`
    print(name, `${quietMean(pairs.map(([, cpu]) => cpu)).toFixed(1)} µs CPU a request${overhead}`)
  }
}

async function compare(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const callers = await createCallers(TOKENS)
  const cold = await verifyAll(callers)
  const ways = await startWays(callers, stack)
  const load = stack.use(await startLoad(query, callers.tokens))
  for (const url of ways.urls) await load.ask(url, WARM_UP)
  await ways.flush()
  const measured = await measureTurns(load, ways)
  const pricing = await price(ways.engine, query)
  report(measured, pricing)
  print('turns', `${measured.turns.length} of ${BATCH} requests for each way`)
  print('written later', `${measured.written.toFixed(1)} µs CPU of what is governed: usage and audit`)
  print(
    'pricing',
    `${pricing.toFixed(2)} µs; ${(await price(ways.engine, BY_VARIABLES)).toFixed(2)} by variables`,
  )
  print('a token never seen', `${cold.toFixed(1)} µs CPU more, once`)
}

await compare()
