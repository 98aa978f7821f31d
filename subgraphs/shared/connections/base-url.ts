import { isIP } from 'node:net'
import { kindOfAddress, type NetworkKind } from './network-address.ts'

const LOCALHOST = 'localhost'

/** Why Weft does not call this base URL; undefined when it does. Names are looked at again when they are resolved. */
export function refusalOfBaseUrl(text: string, allowPrivateNetwork: boolean): string | undefined {
  if (!URL.canParse(text)) return 'must be an origin: https://host'
  const { protocol, username, password, origin, pathname, search, hash } = new URL(text)
  if (username || password) return 'must hold no user and no password: those are credentials'
  if (pathname !== '/' || search || hash) return 'must be an origin: https://host, without a path'
  const host = hostOf(text)
  if (protocol !== 'https:' && !(protocol === 'http:' && kindOfHost(host) === 'loopback'))
    return 'must be https:// (or http:// on loopback)'
  if (text !== origin && text !== `${origin}/`) return `must be written as ${origin}`
  return refusalOfKind(host, kindOfHost(host), allowPrivateNetwork)
}

/** The host of a URL: a name, or an address without brackets. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[(.*)\]$/, '$1')
}

/**
 * Why an address that a host's name stands for is not called. A name may lead to the company's own network only where that
 * is allowed, to this machine only where it says so itself, to what a cloud keeps its credentials at never.
 */
export function refusalOfAddress(
  host: string,
  address: string,
  allowPrivateNetwork: boolean,
): string | undefined {
  const kind = kindOfAddress(address)
  if (kind === 'loopback') return kindOfHost(host) === kind ? undefined : `${host} leads to this machine`
  return refusalOfKind(host, kind, allowPrivateNetwork)
}

/** What a host is by its own text; a name says nothing before it is resolved, and counts as public. */
export function kindOfHost(host: string): NetworkKind {
  if (host === LOCALHOST) return 'loopback'
  return isIP(host) === 0 ? 'public' : kindOfAddress(host)
}

function refusalOfKind(host: string, kind: NetworkKind, allowPrivateNetwork: boolean): string | undefined {
  if (kind === 'forbidden') return `${host} is not a host that a vendor can have`
  if (kind === 'private' && !allowPrivateNetwork)
    return `${host} is in a private network: say allowPrivateNetwork: true to call it`
  return undefined
}
