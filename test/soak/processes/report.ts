import type { CheckName } from './checks.ts'
import type { Trial } from './trial.ts'

/** Of each check. */
const MOST_TOLD = 4

/** What a trial came to. */
export function linesOf(
  { story, harm, faults, calls, heldAtFirst, seconds }: Trial,
  violations: readonly { check: CheckName; violation: string }[],
): string[] {
  const { runs, wishes, concurrency, movedAfterMs } = story
  const moved = movedAfterMs.flatMap((ms) => ms ?? []).sort((one, other) => one - other)
  const at = (part: number) => Math.round(moved[Math.floor(moved.length * part)] ?? 0)
  const pointKills = [...harm.atPoints.values()].reduce((sum, some) => sum + some, 0)
  const answers = wishes.reduce((sum, { accepted }) => sum + accepted.length, 0)
  const found = countBy(violations.map(({ check }) => check))
  return [
    `kill -9: ${pointKills} at ${harm.atPoints.size} points, ${harm.atRandom} at random; ${harm.frozen} nodes frozen and woken; another node after ${Math.round(harm.startedMs.reduce((sum, ms) => sum + ms, 0) / harm.startedMs.length)} ms`,
    `faults: ${listed(faults)}`,
    `${wishes.length} wishes, ${answers} times accepted; ${runs.length} runs: ${listed(countBy(runs.map(({ status }) => status)))}; ${heldAtFirst} were held and tried again`,
    `${listed(countBy(story.observed.map(({ what }) => what)))} observed; ${story.attempts.length} attempts`,
    `${moved.length} runs of dead nodes moved: half within ${at(0.5)} ms, the last after ${at(0.9999)} ms`,
    `calls: ${listed(new Map(Object.entries(calls)))}; the ERP had at most ${concurrency.highest} at once, and refused ${concurrency.refused}`,
    ...violations
      .filter(({ check }, index) => isEarly(violations, check, index))
      .map(({ check, violation }) => `VIOLATED: ${check}: ${violation}`),
    ...(violations.length > 0
      ? [`${violations.length} violations: ${listed(found)}`]
      : ['nothing is violated']),
    `${Math.round(seconds)} s`,
  ]
}

const isEarly = (violations: readonly { check: CheckName }[], check: CheckName, index: number): boolean =>
  violations.slice(0, index).filter((before) => before.check === check).length < MOST_TOLD

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
