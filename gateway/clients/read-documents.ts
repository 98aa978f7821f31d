import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { WeftError } from '#shared/errors.ts'

/** A folder with a `.graphql` file for each document, or files with the hash that each must have. */
export type DocumentSource = string | readonly { sha256: string; file: string }[]

/** What a client sends in place of a document's text. */
export const hashOfDocument = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Reads the documents that a client registered, by their hashes. A trailing line break is the editor's and does not
 * count, unless a listed hash says that it does. Throws INVALID_SETTING for what cannot be read or has another hash.
 */
export function readDocuments(source: DocumentSource, directory: string): ReadonlyMap<string, string> {
  if (typeof source !== 'string')
    return new Map(source.map(({ sha256, file }) => [sha256, readListed(resolve(directory, file), sha256)]))
  const folder = resolve(directory, source)
  const files = read(folder, () => readdirSync(folder)).filter((name) => name.endsWith('.graphql'))
  const texts = files.map((name) => {
    const file = resolve(folder, name)
    return withoutLastBreak(read(file, () => readFileSync(file, 'utf8')))
  })
  return new Map(texts.map((text) => [hashOfDocument(text), text]))
}

function readListed(file: string, sha256: string): string {
  const text = read(file, () => readFileSync(file, 'utf8'))
  const found = [text, withoutLastBreak(text)].find((each) => hashOfDocument(each) === sha256)
  if (found === undefined)
    throw new WeftError('INVALID_SETTING', `documents: ${file} does not have the hash ${sha256}`)
  return found
}

const withoutLastBreak = (text: string): string => text.replace(/\r?\n$/, '')

function read<Result>(path: string, from: () => Result): Result {
  try {
    return from()
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : String(error)
    throw new WeftError('INVALID_SETTING', `documents: ${path} cannot be read (${reason})`, {}, error)
  }
}
