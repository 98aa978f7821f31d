import { isWeftError } from './errors.ts'

/**
 * Runs a command of a shell to its end. A refusal is told by its code and makes the exit code 1; anything else is a fault of
 * ours, and thrown.
 */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    if (!isWeftError(error)) throw error
    process.stderr.write(`${error.code}: ${error.message}\n`)
    process.exitCode = 1
  }
}
