import DataLoader from 'dataloader'
import type { SystemDomain } from '../connections/connection.ts'
import type { Crosswalk, ForeignRef, Link, NativeRef, OwnerNote } from '../crosswalk.ts'
import type { EntityType } from '../global-id.ts'
import { isUnlimited, mayRead, type Rows } from './visibility.ts'

/** What a domain mints ids for; customers and products are matching's. */
export type OwnType = Exclude<EntityType, 'Customer' | 'Product'>

/** The crosswalk, asked in batches. */
export interface CanonicalIds {
  /**
   * The systems' records of a thing in one domain, oldest link first. A record that is known to be somebody else's is none: it
   * is not asked for, and its id is as one that nobody has.
   */
  linksOf(id: string, domain: SystemDomain): Promise<readonly Link[]>
  /** The id of a record that the domain owns, minted at first sight. */
  ensureId(type: OwnType, ref: NativeRef): Promise<string>
  /** Undefined where nobody has given the record an id yet. */
  findId(type: EntityType, ref: NativeRef): Promise<string | undefined>
  /** The id of a record that another system names. */
  findForeignId(type: EntityType, ref: ForeignRef): Promise<string | undefined>
  /** Takes what a record that was read says of whose it is. */
  noteOwner(note: OwnerNote): void
  /** The key of the business unit that a customer belongs to; undefined for one of none. */
  businessUnitOf(customerId: string): Promise<string | undefined>
}

type Question =
  | { ask: 'links' | 'fresh links'; of: SystemDomain; id: string }
  | { ask: 'ensure' | 'find'; of: EntityType; ref: NativeRef }
  | { ask: 'foreign'; of: EntityType; ref: ForeignRef }
  | { ask: 'unit'; of: 'Customer'; id: string }
type Reply = readonly Link[] | string | undefined | Error

/**
 * All questions of one turn are answered in the same later turn, whatever they ask about: so the vendor reads that
 * follow from them start together, and a provider can share one call among them.
 */
export function createCanonicalIds(crosswalk: Crosswalk, caller: Rows): CanonicalIds {
  const loader = new DataLoader<Question, Reply, string>((questions) => answerAll(crosswalk, questions), {
    cacheKeyFn: (question) => JSON.stringify(question),
  })
  const linksOf = async (
    ask: 'links' | 'fresh links',
    id: string,
    domain: SystemDomain,
  ): Promise<readonly Link[]> => (await loader.load({ ask, of: domain, id })) as readonly Link[]
  return {
    async linksOf(id, domain) {
      const links = await linksOf('links', id, domain)
      if (isUnlimited(caller) || links.every((link) => mayRead(caller, link))) return links
      // A refusal rests on what the store says now, as that of an id which nobody has: it takes as long, and owners change.
      const now = await linksOf('fresh links', id, domain)
      return now.filter((link) => mayRead(caller, link))
    },
    noteOwner: (note) => crosswalk.noteOwners([note]),
    ensureId: async (type, ref) =>
      (await loader.load({ ask: 'ensure', of: type, ref: plain(ref) })) as string,
    findId: async (type, ref) =>
      (await loader.load({ ask: 'find', of: type, ref: plain(ref) })) as string | undefined,
    findForeignId: async (type, ref) =>
      (await loader.load({ ask: 'foreign', of: type, ref })) as string | undefined,
    businessUnitOf: async (id) =>
      (await loader.load({ ask: 'unit', of: 'Customer', id })) as string | undefined,
  }
}

const plain = ({ connectionId, objectType, nativeId }: NativeRef): NativeRef => ({
  connectionId,
  objectType,
  nativeId,
})

async function answerAll(crosswalk: Crosswalk, questions: readonly Question[]): Promise<Reply[]> {
  const replies = new Map<Question, Reply>()
  const alike = Map.groupBy(questions, ({ ask, of }) => `${ask} ${of}`)
  await Promise.all(
    [...alike.values()].map(async (group) => {
      const answers = await askGroup(crosswalk, group).catch((error: Error) => group.map(() => error))
      for (const [index, question] of group.entries()) replies.set(question, answers[index])
    }),
  )
  return questions.map((question) => replies.get(question))
}

async function askGroup(crosswalk: Crosswalk, group: readonly Question[]): Promise<Reply[]> {
  const [first] = group
  switch (first?.ask) {
    case 'links':
      return crosswalk.linksOf(idsIn(group), first.of)
    case 'fresh links':
      return crosswalk.linksOf(idsIn(group), first.of, { isFresh: true })
    case 'ensure':
      return crosswalk.ensureIds(first.of, nativeRefs(group))
    case 'find':
      return crosswalk.findIds(first.of, nativeRefs(group))
    case 'foreign':
      return crosswalk.findForeignIds(
        first.of,
        group.flatMap((question) => (question.ask === 'foreign' ? [question.ref] : [])),
      )
    case 'unit':
      return crosswalk.businessUnitsOf(idsIn(group))
    case undefined:
      return []
  }
}

const idsIn = (group: readonly Question[]): string[] =>
  group.flatMap((question) => ('id' in question ? [question.id] : []))

const nativeRefs = (group: readonly Question[]): NativeRef[] =>
  group.flatMap((question) => (question.ask === 'ensure' || question.ask === 'find' ? [question.ref] : []))
