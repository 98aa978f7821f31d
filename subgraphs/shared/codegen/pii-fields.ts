import { readFileSync } from 'node:fs'
import { Kind, parse, visit } from 'graphql'

/** Every field that the SDL of these domains marks `@pii`, by name. */
export function piiFieldsOf(files: readonly string[]): string[] {
  const names = new Set<string>()
  for (const file of files)
    visit(parse(readFileSync(file, 'utf8'), { noLocation: true }), {
      [Kind.FIELD_DEFINITION]({ name, directives = [] }) {
        if (directives.some((directive) => directive.name.value === 'pii')) names.add(name.value)
      },
    })
  return [...names].sort()
}

/** Code generator plugin: what a log line must not hold. */
export function plugin(_schema: unknown, _documents: unknown, config: { files: string[] }): string {
  return [
    '/** Fields that the schema marks @pii. Generated from the SDL of the domains. */',
    'export const PII_FIELDS: readonly string[] = [',
    ...piiFieldsOf(config.files).map((name) => `  '${name}',`),
    ']',
    '',
  ].join('\n')
}
