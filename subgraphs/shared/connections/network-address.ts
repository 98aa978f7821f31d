import { BlockList, isIP } from 'node:net'

/** What an IP address leads to, as far as it matters to whoever calls by a URL that somebody else wrote. */
export type NetworkKind = 'public' | 'loopback' | 'private' | 'forbidden'

const LOOPBACK: readonly Range[] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['::1', 128, 'ipv6'],
]
/** Of a company's own network: RFC 1918, shared address space, unique local addresses. */
const PRIVATE: readonly Range[] = [
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
]
/** Link-local addresses, where clouds answer with credentials; "this host"; what no vendor can be: tests, groups, everybody. */
const FORBIDDEN: readonly Range[] = [
  ['169.254.0.0', 16, 'ipv4'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::254', 128, 'ipv6'],
  ['100.100.100.200', 32, 'ipv4'],
  ['0.0.0.0', 8, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]

type Range = readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6']

const KINDS: readonly (readonly [NetworkKind, BlockList])[] = [
  ['forbidden', listOf(FORBIDDEN)],
  ['loopback', listOf(LOOPBACK)],
  ['private', listOf(PRIVATE)],
]

function listOf(ranges: readonly Range[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix, family] of ranges) list.addSubnet(network, prefix, family)
  return list
}

/** Of the kind of an address; what is no address at all is forbidden. */
export function kindOfAddress(address: string): NetworkKind {
  const [bare = ''] = address.split('%', 1)
  const version = isIP(bare)
  if (version === 0) return 'forbidden'
  const inner = version === 6 ? embeddedAddress(bare) : undefined
  if (inner !== undefined) return kindOfAddress(inner)
  const family = version === 4 ? 'ipv4' : 'ipv6'
  return KINDS.find(([, list]) => list.check(bare, family))?.[0] ?? 'public'
}

/** The IPv4 address inside an IPv6 one: mapped (`::ffff:`), translated (`64:ff9b::`), 6to4 (`2002:`). */
function embeddedAddress(address: string): string | undefined {
  const groups = groupsOf(address)
  const [first, second, , , , sixth] = groups
  const isZero = (from: number, to: number): boolean => groups.slice(from, to).every((group) => group === 0)
  const isMapped = isZero(0, 5) && (sixth === 0xffff || (sixth === 0 && !isZero(6, 7)))
  const isTranslated = first === 0x64 && second === 0xff9b && isZero(2, 6)
  const [high, low] = first === 0x2002 ? groups.slice(1, 3) : groups.slice(6, 8)
  if (!(isMapped || isTranslated || first === 0x2002) || high === undefined || low === undefined)
    return undefined
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** The eight groups of an IPv6 address, as numbers. */
function groupsOf(address: string): number[] {
  // The parser of URLs writes what stands in dots as groups.
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::', 2)
  const parse = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [before, after] = [parse(head), parse(tail ?? '')]
  return tail === undefined
    ? before
    : [...before, ...Array(8 - before.length - after.length).fill(0), ...after]
}
