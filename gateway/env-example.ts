import { renderEnvExample } from '#shared/settings.ts'
import { SETTINGS } from './settings.ts'

/** Code generator plugin: `.env.example`, from the declared settings. */
export function plugin(): string {
  return renderEnvExample(SETTINGS)
}
