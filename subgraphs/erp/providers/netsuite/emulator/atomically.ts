import type { Context } from './state.ts'

/** All of it or nothing: what throws leaves the database as it was. */
export function atomically<Result>({ state }: Context, work: () => Result): Result {
  state.database.exec('BEGIN')
  try {
    const result = work()
    state.database.exec('COMMIT')
    return result
  } catch (error) {
    state.database.exec('ROLLBACK')
    throw error
  }
}
