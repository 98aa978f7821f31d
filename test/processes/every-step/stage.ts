import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import type { Engine } from '#processes/engine/engine.ts'
import { type Run, readRuns } from '#processes/engine/run-rows.ts'
import { wakeDue, wakeRuns } from '#processes/engine/wake.ts'
import { DEFAULT_POLICY } from '#processes/policy.ts'
import type { AnyProcess, ProcessKind } from '#processes/process.ts'
import type { Caller } from '#shared/subgraph/context.ts'
import { emulators } from '../../../subgraphs/__generated__/emulators.ts'
import { createDemoConfiguration } from '../../../subgraphs/demo-configuration.ts'
import type { KillPoint } from '../../soak/processes/kill-points.ts'
import { startNode } from '../../soak/processes/nodes.ts'
import { installObserver } from '../../soak/processes/observe.ts'
import { createTemporaryDirectory } from '../../support/temporary-store.ts'
import { AGENT, startWorld, VENDORS, type World } from '../../support/world.ts'
import { type Books, openBooks } from './books.ts'
import { createCompanies } from './companies.ts'
import { effectsBetween, withChanges } from './effects.ts'
import { openTroubleDesk, type StepCall, type Troubles } from './trouble.ts'

/** A run of a process, from a world that is the same each time. */
export interface Scene {
  /** What is special about it, for a title. */
  name: string
  kind: ProcessKind
  /** Makes ready what the run finds; answers what it is started with. */
  begin(stage: Stage): Promise<unknown>
  /** True: what the ERP keeps of a run that was taken back, put aside, is for a person to link before it is tried again. */
  isHeldAgain?: true
  /** Lets happen what the run waits for, each time that it does. */
  goOn?(stage: Stage, run: Run): Promise<void>
}

/** What came of a run. */
export interface Played {
  run: Run
  told: ToldRun
  before: Books
  after: Books
  effects: string[]
  /** What stood when each step of a run without trouble had been done: later steps may have changed it. */
  stood: ReadonlySet<string>
  calls: readonly StepCall[]
}

/** What the graph tells of it. */
export interface ToldRun {
  status: string
  steps: { key: string; status: string; attempts: number; record: { externalId: string } | null }[]
  exception: { id: string; state: string; stepKey: string | null; summary: string } | null
}

/** A world of four systems in which one run after the other is played, each from the beginning. */
export interface Stage extends AsyncDisposable {
  world: World
  processOf(kind: ProcessKind): AnyProcess
  play(scene: Scene, troubles?: Troubles): Promise<Played>
  /** A person who has mended the cause tries it again. */
  playOn(scene: Scene, played: Played): Promise<Played>
  /** What is open about a run: `STOPPED` or `UNDO`, and the step. */
  openMatters(run: Run): Promise<string[]>
  /**
   * The same on a node of its own that dies at a point; another one goes on. On the way back: the run is called off when it waits.
   * Undefined: the run came by no such point.
   */
  playKilled(scene: Scene, point: KillPoint): Promise<Played | undefined>
  /** A run that is called off when it waits. */
  playCalledOff(scene: Scene): Promise<Played>
  /** Time passes, for Weft and in every system. */
  moveTo(instant: Date): Promise<void>
}

const NO_TROUBLE: Troubles = {}

/** Impatient, and with more attempts than troubles. */
const POLICY = { ...DEFAULT_POLICY, attempts: 12, firstDelayMs: 1, longestDelayMs: 2 }

const OPERATOR: Caller = {
  ...AGENT,
  scopes: new Set([...AGENT.scopes, 'process:read', 'process:write', 'ops:read', 'ops:write']),
}

/** `isToBeKilled`: its node is a process of its own. */
export async function startStage({ isToBeKilled = false } = {}): Promise<Stage> {
  await using stack = new AsyncDisposableStack()
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  const books = openBooks(createCompanies)
  const world = stack.use(await startWorld({ processPolicy: POLICY, clock, emulators: books.definitions }))
  const { processes } = world.domains
  const { engine } = processes
  const desk = openTroubleDesk(world)
  const node = isToBeKilled ? await startOwnNode(world, stack) : undefined
  if (!node) {
    const worker = await processes.startWorker({ concurrency: 2 })
    stack.defer(() => worker.close())
  }
  let played = 0

  const ask = async <Data>(query: string, variables: Record<string, unknown>): Promise<Data> => {
    const { data, errors } = await world.query(query, variables, { caller: OPERATOR })
    assert.equal(errors, undefined)
    return data as Data
  }
  const tell = async (runId: string): Promise<ToldRun> =>
    (await ask<{ processRun: ToldRun }>(TOLD, { id: runId })).processRun

  const follow = async (
    scene: Scene,
    runId: string,
    { given, isWatched, isCalledOff = false }: { given: Books; isWatched: boolean; isCalledOff?: boolean },
  ): Promise<Played> => {
    let before = given
    const stood = new Set<string>()
    desk.onDone(() => {
      if (isWatched) for (const effect of effectsBetween(before, books.read())) stood.add(effect)
    })
    for (;;) {
      const [run] = await readRuns(engine.store, [runId])
      if (run?.phase === 'REST') {
        const after = books.read()
        const effects = effectsBetween(before, after)
        return { run, told: await tell(runId), before, after, effects, stood, calls: desk.calls }
      }
      if (run?.waitsUntil && isCalledOff) await callOff(run.id)
      else if (run?.waitsUntil && scene.goOn) {
        const earlier = books.read()
        await scene.goOn(stage, run)
        before = withChanges(before, { before: earlier, after: books.read() })
        await wake(engine, run)
      } else await delay(5)
    }
  }

  const callOff = async (id: string): Promise<void> => {
    await ask(CANCEL, { input: { idempotencyKey: `off-${id}`, runId: id } })
  }

  const setClock = (ms: number): void => {
    aheadMs = ms
    node?.setClock(ms)
  }

  /** Begins anew and starts a scene's run; answers what comes of it. */
  const begun = async (
    scene: Scene,
    troubles: Troubles,
    { isCalledOff = false, onReady = () => {} }: { isCalledOff?: boolean; onReady?: () => void } = {},
  ): Promise<Played> => {
    await begin()
    const input = await scene.begin(stage)
    const before = books.read()
    desk.bring(troubles)
    onReady()
    played += 1
    const started = await processes.start(scene.kind, input, {
      clientId: AGENT.clientId,
      startedBy: 'test',
      operation: 'test',
      correlationId: `run-${played}`,
      idempotencyKey: `run-${played}`,
    })
    assert.ok('answer' in started)
    const isWatched = troubles === NO_TROUBLE
    return follow(scene, started.answer.runId, { given: before, isWatched, isCalledOff })
  }

  /** Every system as it was at first, and nothing of a run but its links. */
  const begin = async (): Promise<void> => {
    setClock(0)
    for (const vendor of VENDORS) world.emulator(vendor).reset()
    await engine.store.query('delete from processes.runs')
  }

  const stage: Stage = {
    world,
    processOf(kind) {
      return engine.processes.get(kind) ?? assert.fail(`there is no ${kind}`)
    },
    play: (scene, troubles = NO_TROUBLE) => begun(scene, troubles),
    playCalledOff: (scene) => begun(scene, NO_TROUBLE, { isCalledOff: true }),
    async playKilled(scene, point) {
      if (!node) return assert.fail('the node is not to be killed')
      let death: Promise<boolean> | undefined
      const isCalledOff = point.direction === 'compensate'
      const onReady = (): void => {
        death = node.dieAt(point)
      }
      const livesOn = async (): Promise<boolean> => {
        node.liveOn()
        return (await death) ?? false
      }
      // Whatever comes of the run, the other node is waited for.
      const [outcome, isDead] = await begun(scene, NO_TROUBLE, { isCalledOff, onReady }).then(
        async (ended) => [ended, await livesOn()] as const,
        async (error: unknown) => {
          await livesOn()
          throw error
        },
      )
      return isDead ? outcome : undefined
    },
    async playOn(scene, { run, before }) {
      desk.bring({})
      const [last] = await engine.store.query<{ id: string }>(
        'select id from processes.exceptions where run_id = $1 and closed_at is null order by sequence desc limit 1',
        [run.id],
      )
      const input = { idempotencyKey: `again-${run.id}`, ids: [last?.id] }
      const { exceptionRetry } = await ask<{ exceptionRetry: { userErrors: unknown[] } }>(RETRY, { input })
      assert.deepEqual(exceptionRetry.userErrors, [])
      return follow(scene, run.id, { given: before, isWatched: false })
    },
    async openMatters({ id }) {
      const rows = await engine.store.query<{ matter: string }>(
        `select matter || ' ' || step_key as matter from processes.exceptions
         where run_id = $1 and closed_at is null order by 1`,
        [id],
      )
      return rows.map(({ matter }) => matter)
    },
    async moveTo(instant) {
      setClock(instant.getTime() - Date.now())
      const body = JSON.stringify({ now: instant.toISOString() })
      for (const vendor of VENDORS)
        await fetch(`${world.emulator(vendor).baseUrl}/__emulator/clock`, { method: 'POST', body })
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
  const owned = stack.move()
  return stage
}

interface OwnNode {
  setClock(aheadMs: number): void
  /** Dies at a point, and is there again when this resolves; false where it was told to live on before. */
  dieAt(point: KillPoint): Promise<boolean>
  liveOn(): void
}

/** A node in a process of its own, on the world's database and systems. */
async function startOwnNode({ domains, emulator }: World, stack: AsyncDisposableStack): Promise<OwnNode> {
  const { store } = domains.processes.engine
  await installObserver(store)
  const addresses = VENDORS.map((vendor) => {
    const { baseUrl, credentials } = emulator(vendor)
    return { vendor, domain: emulators[vendor].domain, baseUrl, credentials }
  })
  const configuration = createDemoConfiguration(addresses)
  const options = { databaseUrl: store.databaseUrl, configuration, plant: undefined, aheadMs: 0 }
  const cache = stack.use(await createTemporaryDirectory())
  const node = await startNode(options, cache.path)
  stack.defer(() => node.end())
  let over = new AbortController()
  return {
    setClock(aheadMs) {
      options.aheadMs = aheadMs
      node.ask({ aheadMs })
    },
    async dieAt(point) {
      over = new AbortController()
      const isDead = await node.dieAt(point, over.signal)
      if (isDead) await node.start()
      return isDead
    },
    liveOn: () => over.abort(),
  }
}

/** Its time has come, or something has happened to its customer. */
async function wake(engine: Engine, { kind, customerId }: Run): Promise<void> {
  await wakeDue(engine)
  await wakeRuns(engine, { kind, customerId: customerId ?? '' })
}

const CANCEL =
  'mutation ($input: ProcessRunRefInput!) { processRunCancel(input: $input) { userErrors { code } } }'
const TOLD = `query ($id: ID!) { processRun(id: $id) { status
  steps { key status attempts record { externalId } } exception { id state stepKey summary } } }`
const RETRY =
  'mutation ($input: ExceptionRetryInput!) { exceptionRetry(input: $input) { userErrors { code message } } }'
