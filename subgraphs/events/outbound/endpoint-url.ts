import { hostOf, kindOfHost } from '#shared/connections/base-url.ts'

/** Where partners may listen; on this machine, while developing, anywhere. */
const PORTS: readonly string[] = ['443', '8443']

/** Why nothing is delivered to this URL; undefined when it is. Names are looked at again when they are resolved. */
export function refusalOfEndpointUrl(text: string, isProduction: boolean): string | undefined {
  if (!URL.canParse(text)) return 'must be an https:// URL'
  const { protocol, port, username, password } = new URL(text)
  if (username || password) return 'must hold no user and no password: deliveries are signed'
  if (text.includes('#')) return 'must have no fragment'
  const host = hostOf(text)
  const kind = kindOfHost(host)
  if (kind === 'loopback' && !isProduction && /^https?:$/.test(protocol)) return undefined
  if (protocol !== 'https:') return 'must be https:// (or http:// on loopback, outside of production)'
  if (kind === 'loopback') return `${host} is this machine`
  if (kind === 'private') return `${host} is in a private network`
  if (kind === 'forbidden') return `${host} is not a host that a partner can have`
  if (port !== '' && !PORTS.includes(port)) return `must be on port ${PORTS.join(' or ')}`
  return undefined
}
