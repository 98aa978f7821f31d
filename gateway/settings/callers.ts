import type { Setting } from '#shared/settings.ts'
import { commaSeparated, httpsOrLoopback, PATH, SECURE_URL, TEXT } from './forms.ts'

const isOrigin = (text: string): boolean =>
  httpsOrLoopback.safeParse(text).success && new URL(text).origin === text

/** Whose tokens count, and who may ask from where. */
export const CALLERS = {
  authIssuer: {
    name: 'AUTH_ISSUER',
    meaning: 'The OpenID issuer whose tokens are accepted; unset: a development issuer, on loopback only.',
    ...SECURE_URL,
  },
  authAudience: {
    name: 'AUTH_AUDIENCE',
    meaning: 'The audience that a token must be meant for.',
    ...TEXT,
    default: 'weft',
  },
  authJwksUrl: {
    name: 'AUTH_JWKS_URL',
    meaning: 'Where the issuer publishes its keys; required with AUTH_ISSUER.',
    ...SECURE_URL,
  },
  authIssuersFile: {
    name: 'AUTH_ISSUERS_FILE',
    meaning:
      'The YAML file that names several issuers, in place of AUTH_ISSUER: `issuers: [{ issuer, jwksUrl, audience, algorithms }]`.',
    ...PATH,
  },
  clientsFile: {
    name: 'CLIENTS_FILE',
    meaning:
      'The YAML file that registers who may ask: clients, their scopes, rows, budgets and documents. Unset: every client of AUTH_ISSUER, or the demo clients of the development issuer. See gateway/clients/README.md.',
    ...PATH,
  },
  corsOrigins: {
    name: 'CORS_ORIGINS',
    meaning:
      'Other sites whose pages may ask, and open sockets, in a browser: `https://portal.example,https://desk.example`. Unset: none.',
    expected: 'origins separated by commas, each https:// (http:// on loopback) without a path',
    schema: commaSeparated
      .refine((origins) => origins.every(isOrigin))
      .transform((origins) => new Set(origins)),
  },
} satisfies Record<string, Setting>
