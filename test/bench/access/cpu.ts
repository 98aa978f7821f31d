/** CPU microseconds of this process, its collector and compiler included, for each of `times` that `run` does something. */
export async function cpuMicroseconds(times: number, run: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / times
}
