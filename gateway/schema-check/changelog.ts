import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Audience } from '../usage/operation-facts.ts'
import type { SchemaChange } from './compare.ts'

const CHANGELOG = new URL('../../CHANGELOG.md', import.meta.url)

const HEAD = `# Changelog of the schema

What clients can see of each release, newest first; \`npm run schema:release\` writes it. What they can rely on:
[gateway/policy.md](gateway/policy.md).
`

interface Released {
  audience: Audience
  changes: readonly SchemaChange[]
}

/** An entry in words: what breaks, then the rest; a change that partners see, too, is marked. */
export function renderEntry(
  released: readonly Released[],
  { day, reason }: { day: string; reason?: string | undefined },
): string {
  const partners = new Set(
    released.flatMap(({ audience, changes }) =>
      audience === 'partner' ? changes.map(({ message }) => message) : [],
    ),
  )
  const changes = new Map(
    released.flatMap(({ changes: all }) => all.map((change) => [change.message, change] as const)),
  )
  const line = ({ message, isBreaking }: SchemaChange): string =>
    `- ${isBreaking ? '**Breaking**: ' : ''}${message}${partners.has(message) ? ' (partners, too)' : ''}`
  const lines = [
    ...(reason === undefined ? [] : [`- Breaks who still uses it, because: ${reason}`]),
    ...[...changes.values()].map(line),
  ]
  return `\n## ${day}\n\n${lines.length > 0 ? lines.join('\n') : '- The first release.'}\n`
}

/** Puts an entry on top of the changelog; nothing where nothing has changed since the last. */
export function addToChangelog(
  released: readonly Released[],
  { now, reason }: { now: Date; reason: string | undefined },
): void {
  const isFirst = !existsSync(CHANGELOG)
  if (!isFirst && released.every(({ changes }) => changes.length === 0)) return
  const known = isFirst ? '' : readFileSync(CHANGELOG, 'utf8').slice(HEAD.length)
  writeFileSync(
    CHANGELOG,
    `${HEAD}${renderEntry(released, { day: now.toISOString().slice(0, 10), reason })}${known}`,
  )
}
