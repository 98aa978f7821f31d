import { isWeftError } from '#shared/errors.ts'
import { DEMO_ROLE_NAMES, DEMO_ROLES, type DemoRoleName } from './auth/demo-roles.ts'
import type { Connection } from '#shared/connections/connection.ts'
import type { DevelopmentIssuer } from './auth/development-issuer.ts'

const FIRST_QUERY = '{ customers(first: 5) { nodes { id displayName status supportTier creditHold } } }'

/** What somebody who has just started Weft wants to know: where it is, how to be let in, what to do first. */
export async function renderBanner(
  url: string,
  issuer: DevelopmentIssuer | undefined,
  connections: readonly Connection[],
): Promise<string> {
  const lines = [
    '',
    `  Weft is ready.   Open ${url}/graphql in a browser: the first queries are there.`,
    '',
    `  GraphQL   POST ${url}/graphql`,
    `  Health    ${url}/health/ready`,
  ]
  lines.push(...systemLines(connections))
  if (issuer) lines.push(...(await tokenLines(issuer, url)))
  return `${lines.join('\n')}\n\n`
}

function systemLines(connections: readonly Connection[]): string[] {
  const lines = connections.map(
    ({ id, baseUrl, environment }) => `    ${id.padEnd(20)} ${baseUrl}   ${environment.toLowerCase()}`,
  )
  const [simulated] = connections.filter(({ environment }) => environment === 'SIMULATED')
  const hint = simulated
    ? [
        '',
        '  See what a system was asked, or take it down for the next ten calls:',
        `    curl ${simulated.baseUrl}/__emulator/calls`,
        `    curl ${simulated.baseUrl}/__emulator/faults -d '{"status":503,"times":10}'`,
      ]
    : []
  return ['', '  Systems', ...lines, ...hint]
}

async function tokenLines(issuer: DevelopmentIssuer, url: string): Promise<string[]> {
  const tokens = await Promise.all(DEMO_ROLE_NAMES.map((role) => tokenOrReason(issuer, role)))
  return [
    '',
    '  Tokens, for this machine only (npm run -s token -- <role> prints one):',
    ...DEMO_ROLE_NAMES.flatMap((role, index) => [
      '',
      `  ${role}: ${DEMO_ROLES[role].meaning}`,
      `  ${tokens[index]}`,
    ]),
    '',
    '  From a shell:',
    `  curl ${url}/graphql -H "authorization: Bearer $(npm run -s token -- agent)" \\`,
    `    -H 'content-type: application/json' -d '{"query":"${FIRST_QUERY}"}'`,
    '',
    '  Ctrl-C stops everything.',
  ]
}

/** A role that is limited to some customers has no token before they are found. */
async function tokenOrReason(issuer: DevelopmentIssuer, role: DemoRoleName): Promise<string> {
  try {
    return await issuer.issueToken(role)
  } catch (error) {
    if (!isWeftError(error, 'NOT_CONFIGURED')) throw error
    return '(once its customers are found)'
  }
}
