import { systemClock } from '#shared/clock.ts'
import { runCommand } from '#shared/run-command.ts'
import { WeftError } from '#shared/errors.ts'
import { readSources } from '#shared/settings.ts'
import { readSettings } from '../settings.ts'
import { DEMO_ROLE_NAMES, isDemoRole } from './demo-roles.ts'
import { findDevelopmentIssuer } from './development-issuer.ts'

/** A token of the development issuer for a demo role, signed with the key that a gateway left in the data directory. */
async function createDemoToken(role: string): Promise<string> {
  if (!isDemoRole(role)) {
    throw new WeftError(
      'INVALID_ARGUMENT',
      `say for whom: npm run -s token -- ${DEMO_ROLE_NAMES.join(' | ')}`,
    )
  }
  const { authIssuer, authIssuersFile, authAudience, dataDirectory } = readSettings(readSources(process.env))
  const configured = authIssuer ?? authIssuersFile
  if (configured) throw new WeftError('NOT_CONFIGURED', `tokens come from ${configured}, as the settings say`)
  const issuer = await findDevelopmentIssuer({
    directory: dataDirectory,
    audience: authAudience,
    clock: systemClock,
  })
  if (!issuer) throw new WeftError('NOT_CONFIGURED', `${dataDirectory} has no key yet: run npm start once`)
  return issuer.issueToken(role)
}

await runCommand(async () => {
  process.stdout.write(`${await createDemoToken(process.argv[2] ?? '')}\n`)
})
