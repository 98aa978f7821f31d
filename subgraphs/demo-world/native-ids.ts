import { createHash } from 'node:crypto'

/**
 * The ids that the demo world's records have in each vendor's system: derived from their keys, in the vendor's own
 * form, so that a restarted emulator has the same records and one system can name another's.
 */

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function base62(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest()
  return Array.from(digest.subarray(0, length), (byte) => BASE62[byte % 62]).join('')
}

/** 18 characters: key prefix of the object (`001` = Account), 12 of the record, 3 that encode the capitals. */
export function salesforceId(objectPrefix: string, key: string): string {
  const id = objectPrefix + base62(`salesforce/${objectPrefix}/${key}`, 12)
  const suffix = [0, 5, 10].map((start) => {
    const capitals = [...id.slice(start, start + 5)].reduce(
      (bits, char, index) => bits | (/[A-Z]/.test(char) ? 1 << index : 0),
      0,
    )
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[capitals]
  })
  return id + suffix.join('')
}

/** `cus_` and 14 characters, as Stripe's. */
export function stripeId(prefix: string, key: string): string {
  return `${prefix}_${base62(`stripe/${prefix}/${key}`, 14)}`
}

/** 32 hexadecimal digits. */
export function serviceNowSysId(table: string, key: string): string {
  return createHash('md5').update(`servicenow/${table}/${key}`).digest('hex')
}

/** A positive integer as text, as NetSuite's internal ids. */
export function netSuiteId(recordType: string, key: string): string {
  return String(
    1000 +
      (createHash('sha256').update(`netsuite/${recordType}/${key}`).digest().readUInt32BE(0) % 90_000_000),
  )
}
