import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openStore, type Store } from '#shared/store/store.ts'
import { silentLogger } from '#shared/telemetry/logger.ts'

// A test that is stopped from outside exits, which takes its server along; killed by a signal it would leave it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** A folder that the account which runs PostgreSQL for root may enter. Gone when disposed. */
export async function createTemporaryDirectory(): Promise<{ path: string } & AsyncDisposable> {
  const directory = await mkdtemp(path.join(tmpdir(), 'weft-test-'))
  await chmod(directory, 0o755)
  return {
    path: directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  }
}

/** A real database in a folder of its own; server and folder are gone when disposed. */
export async function openTemporaryStore(): Promise<{ store: Store; directory: string } & AsyncDisposable> {
  const directory = await createTemporaryDirectory()
  const store = await openStore({
    databaseUrl: undefined,
    directory: directory.path,
    logger: silentLogger,
  })
  return {
    store,
    directory: directory.path,
    async [Symbol.asyncDispose]() {
      await store.close()
      await directory[Symbol.asyncDispose]()
    },
  }
}

/** One real server for many tests; each gets a database of its own. */
export async function startTemporaryServer(): Promise<
  { openDatabase(): Promise<Store & AsyncDisposable> } & AsyncDisposable
> {
  const running = await openTemporaryStore()
  let count = 0
  return {
    async openDatabase() {
      const name = `test_${++count}`
      await running.store.query(`create database ${name} strategy file_copy`)
      const address = new URL(running.store.databaseUrl)
      address.pathname = `/${name}`
      const store = await openStore({ databaseUrl: address.href, directory: '', logger: silentLogger })
      return { ...store, [Symbol.asyncDispose]: () => store.close() }
    },
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  }
}
