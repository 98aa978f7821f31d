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
  const isLoopback = host === LOCALHOST || kindOfHost(host) === 'loopback'
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback))
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
  const saysLoopback = host === LOCALHOST || kindOfHost(host) === 'loopback'
  if (kind === 'loopback') return saysLoopback ? undefined : `${host} leads to this machine`
  return refusalOfKind(host, kind, allowPrivateNetwork)
}

const kindOfHost = (host: string): NetworkKind => (isIP(host) === 0 ? 'public' : kindOfAddress(host))

function refusalOfKind(host: string, kind: NetworkKind, allowPrivateNetwork: boolean): string | undefined {
  if (kind === 'forbidden') return `${host} is not a host that a vendor can have`
  if (kind === 'private' && !allowPrivateNetwork)
    return `${host} is in a private network: say allowPrivateNetwork: true to call it`
  return undefined
}
