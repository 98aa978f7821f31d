import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import test from 'node:test'
import { pathToFileURL } from 'node:url'
import { firstWordsOf, kill } from '../../../test/support/child-process.ts'
import { createTemporaryDirectory, openTemporaryStore } from '../../../test/support/temporary-store.ts'
import { silentLogger } from '../telemetry/logger.ts'
import { isGoneWithin } from './embedded/postmaster.ts'
import { migrate } from './migrate.ts'
import { openStore, type Store } from './store.ts'

const open = (directory: string): Promise<Store> =>
  openStore({ databaseUrl: undefined, directory, logger: silentLogger })

const postmasterFile = (directory: string): string =>
  path.join(directory, 'postgres', 'data', 'postmaster.pid')

async function postmasterOf(directory: string): Promise<number> {
  return Number((await readFile(postmasterFile(directory), 'utf8')).split('\n', 1)[0])
}

/** Another process with the store open; it says so and then waits. */
async function startHolder(directory: string): Promise<ChildProcess> {
  const script = `
    import { openStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)}
    import { silentLogger } from ${JSON.stringify(new URL('../telemetry/logger.ts', import.meta.url).href)}
    const store = await openStore({ databaseUrl: undefined, directory: process.argv[1], logger: silentLogger })
    process.once('SIGTERM', () => store.close().then(() => process.exit(0)))
    console.log('open')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await firstWordsOf(child)
  return child
}

test('a closed store leaves no server, and opened again it remembers', async () => {
  await using directory = await createTemporaryDirectory()
  const first = await open(directory.path)
  await first.query('create table notes (text text)')
  await first.query('insert into notes values ($1)', ['kept'])
  await first.close()
  assert.equal(existsSync(postmasterFile(directory.path)), false)
  const second = await open(directory.path)
  assert.deepEqual(await second.query('select text from notes'), [{ text: 'kept' }])
  await second.close()
})

test('the server of a process killed with SIGKILL is adopted by the next start, which stops it', async () => {
  await using directory = await createTemporaryDirectory()
  const holder = await startHolder(directory.path)
  const pid = await postmasterOf(directory.path)
  await kill(holder)
  const store = await open(directory.path)
  assert.equal(await postmasterOf(directory.path), pid)
  await store.close()
  assert.equal(existsSync(postmasterFile(directory.path)), false)
})

test('two processes share one server, and the last to leave stops it', async () => {
  await using directory = await createTemporaryDirectory()
  const holder = await startHolder(directory.path)
  const store = await open(directory.path)
  holder.kill('SIGTERM')
  await once(holder, 'exit')
  assert.deepEqual(await store.query('select 1 as answer'), [{ answer: 1 }])
  await store.close()
  assert.equal(existsSync(postmasterFile(directory.path)), false)
})

test('starts at the same moment end with one server', async () => {
  await using directory = await createTemporaryDirectory()
  const holders = await Promise.all([startHolder(directory.path), startHolder(directory.path)])
  const store = await open(directory.path)
  const [row] = await store.query<{ users: string }>(
    "select count(*) as users from pg_stat_activity where application_name like 'weft user lock %'",
  )
  assert.equal(row?.users, '3')
  for (const holder of holders) {
    holder.kill('SIGTERM')
    await once(holder, 'exit')
  }
  await store.close()
  assert.equal(existsSync(postmasterFile(directory.path)), false)
})

test('a process that exits while its server starts leaves none', async () => {
  await using directory = await createTemporaryDirectory()
  const file = postmasterFile(directory.path)
  const script = `
    import { existsSync } from 'node:fs'
    import { openStore } from ${JSON.stringify(new URL('./store.ts', import.meta.url).href)}
    import { silentLogger } from ${JSON.stringify(new URL('../telemetry/logger.ts', import.meta.url).href)}
    void openStore({ databaseUrl: undefined, directory: process.argv[1], logger: silentLogger })
    const leave = () => (existsSync(process.argv[2]) ? process.exit(3) : setTimeout(leave, 5))
    leave()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, directory.path, file], {
    stdio: 'inherit',
  })
  assert.deepEqual(await once(child, 'exit'), [3, null])
  const pid = await postmasterOf(directory.path).catch(() => undefined)
  assert.ok(pid === undefined || (await isGoneWithin(pid, 20_000)))
})

test('a file left by a power cut does not keep the server from starting, whoever has its process id now', async () => {
  await using directory = await createTemporaryDirectory()
  const first = await open(directory.path)
  const left = await readFile(postmasterFile(directory.path), 'utf8')
  await first.close()
  const reused = left.replace(/^\d+/, String(process.pid))
  for (const file of [left, reused]) {
    await writeFile(postmasterFile(directory.path), file)
    const store = await open(directory.path)
    assert.deepEqual(await store.query('select 1 as answer'), [{ answer: 1 }])
    await store.close()
  }
})

test('a server that cannot start is refused with the place of its log', async () => {
  await using directory = await createTemporaryDirectory()
  await (await open(directory.path)).close()
  await writeFile(path.join(directory.path, 'postgres', 'data', 'PG_VERSION'), '9\n')
  const log = path.join(directory.path, 'postgres', 'server.log')
  await assert.rejects(open(directory.path), {
    code: 'STORE_UNAVAILABLE',
    message: `the embedded database does not start; ${log} says why`,
  })
  assert.match(await readFile(log, 'utf8'), /incompatible/)
})

test('the password is in a file that only we can read, and nobody gets in without it', async () => {
  await using running = await openTemporaryStore()
  const state = await stat(path.join(running.directory, 'postgres', 'data', 'weft.json'))
  assert.equal(state.mode & 0o777, 0o600)
  const address = new URL(running.store.databaseUrl)
  address.password = 'guessed'
  const refused = openStore({ databaseUrl: address.href, directory: '', logger: silentLogger })
  await assert.rejects(refused, { code: 'STORE_UNAVAILABLE' })
})

test('what the database cannot do now is STORE_UNAVAILABLE, and wrong SQL is a fault of ours', async () => {
  await using running = await openTemporaryStore()
  const { store } = running
  await assert.rejects(store.query('selekt'), { code: 'INTERNAL' })
  const tooLong = store.transaction(async (transaction) => {
    await transaction.query("set local statement_timeout = '20ms'")
    await transaction.query('select pg_sleep(5)')
  })
  await assert.rejects(tooLong, { code: 'STORE_UNAVAILABLE' })
  const nobodyThere = openStore({
    databaseUrl: 'postgresql://nobody:secret@127.0.0.1:1/none',
    directory: '',
    logger: silentLogger,
  })
  await assert.rejects(nobodyThere, { code: 'STORE_UNAVAILABLE' })
})

test('a transaction that fails leaves nothing', async () => {
  await using running = await openTemporaryStore()
  const { store } = running
  await store.query('create table notes (text text)')
  const failing = store.transaction(async (transaction) => {
    await transaction.query("insert into notes values ('lost')")
    throw new Error('changed my mind')
  })
  await assert.rejects(failing, { message: 'changed my mind' })
  assert.deepEqual(await store.query('select * from notes'), [])
})

test('migrations run once, in order, and a changed one is refused', async () => {
  await using running = await openTemporaryStore()
  const folder = path.join(running.directory, 'migrations')
  await mkdir(folder)
  await writeFile(path.join(folder, '0002-more.sql'), "insert into notes values ('second')")
  await writeFile(path.join(folder, '0001-first.sql'), 'create table notes (text text)')
  const options = { owner: 'test', folder: pathToFileURL(`${folder}/`) }
  const applied = await Promise.all([migrate(running.store, options), migrate(running.store, options)])
  assert.deepEqual(applied.flat(), ['0001-first.sql', '0002-more.sql'])
  assert.deepEqual(await running.store.query('select text from notes'), [{ text: 'second' }])
  await writeFile(path.join(folder, '0001-first.sql'), 'create table notes (words text)')
  await assert.rejects(migrate(running.store, options), { code: 'INTERNAL' })
})
