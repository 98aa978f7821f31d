import { readFileSync } from 'node:fs'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { WeftError } from '#shared/errors.ts'
import { httpsOrLoopback } from '../settings/forms.ts'
import { TOKEN_ALGORITHMS } from './trusted-issuer.ts'

const IssuersFile = z.strictObject({
  issuers: z
    .array(
      z.strictObject({
        issuer: httpsOrLoopback,
        jwksUrl: httpsOrLoopback,
        audience: z.string().min(1).optional(),
        algorithms: z.array(z.enum(TOKEN_ALGORITHMS)).min(1).optional(),
      }),
    )
    .min(1),
})

/** An issuer as an operator declares it. */
export interface DeclaredIssuer {
  /** The `iss` of its tokens. */
  issuer: string
  /** Where it publishes its keys. */
  jwksUrl: string
  /** Undefined: AUTH_AUDIENCE. */
  audience?: string | undefined
  /** Undefined: every asymmetric one. */
  algorithms?: readonly string[] | undefined
}

/** Reads whose tokens are accepted from a YAML file. Throws INVALID_SETTING that names what is wrong in it. */
export function readIssuers(file: string): DeclaredIssuer[] {
  const parsed = IssuersFile.safeParse(readYaml(file))
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
    throw refusal(file, problems)
  }
  const { issuers } = parsed.data
  const names = issuers.map(({ issuer }) => issuer)
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  if (twice.length > 0) throw refusal(file, [`${twice[0]} stands there twice`])
  return issuers
}

function readYaml(file: string): unknown {
  try {
    return parseYaml(readFileSync(file, 'utf8'), { prettyErrors: false })
  } catch (error) {
    throw refusal(file, ['cannot be read'], error)
  }
}

const refusal = (file: string, problems: readonly string[], cause?: unknown): WeftError =>
  new WeftError('INVALID_SETTING', `AUTH_ISSUERS_FILE: ${file}: ${problems.join('; ')}`, {}, cause)
