import type { Answer } from '../answer.ts'
import type { Clock } from '../clock.ts'
import { isWeftError, type WeftError } from '../errors.ts'
import type { EntityCache, Freshness, Question, Reading } from './cache.ts'
import { contentsOf } from './contents.ts'
import { createFlights, type Flights, type Seat } from './flights.ts'
import type { KeptAnswers } from './kept-answers.ts'

interface Parts {
  kept: KeptAnswers
  flights: Flights
  clock: Clock
}

/** A reading, and its answers as far as they are there. */
interface Round extends Parts {
  reading: Reading<unknown>
  answers: Answer<unknown>[]
}

/** Reads what is kept, what is under way, and from the system what is neither. */
export function createReadThrough(parts: Omit<Parts, 'flights'>): EntityCache['read'] {
  const flights = createFlights()
  return async <Value>(reading: Reading<Value>) => {
    const round: Round = { ...parts, flights, reading, answers: [] }
    if (parts.kept.isDeep) await bringDeep(round)
    let open = [...reading.questions.keys()]
    while (open.length > 0) open = await answerOpen(round, open)
    return round.answers as Answer<Value>[]
  }
}

async function bringDeep({ kept, flights, reading }: Round): Promise<void> {
  const { questions, freshness, connectionId } = reading
  if (freshness.staleUsableSince === Number.POSITIVE_INFINITY) return
  const wanted = questions.filter((question) => !seatFor(question, freshness, { kept, flights }))
  if (wanted.length > 0) await kept.bring(wanted, connectionId)
}

/** Answers what it can of the open places, and gives back those that have to be asked again. */
async function answerOpen(round: Round, open: readonly number[]): Promise<number[]> {
  const { kept, reading, answers } = round
  const missing: number[] = []
  const joins: Promise<number[]>[] = []
  for (const place of open) {
    const question = questionAt(reading, place)
    const found = kept.find(question.key, reading.freshness)
    const seat = found ? undefined : seatFor(question, reading.freshness, round)
    if (found) answers[place] = found.value
    else if (seat) joins.push(join(round, place, seat))
    else missing.push(place)
  }
  const counters = kept.countersOf(reading.connectionId)
  counters.misses += missing.length
  counters.shared += joins.length
  const asked = missing.length > 0 ? askSystem(round, missing) : undefined
  const [again] = await Promise.all([Promise.all(joins), asked])
  return again.flat()
}

/** A call under way that will do: not begun too early, and not outdated since. */
function seatFor(
  { key, tags }: Question,
  { usableSince }: Freshness,
  { kept, flights }: Pick<Parts, 'kept' | 'flights'>,
): Seat | undefined {
  const seat = flights.get(key)
  if (!seat || seat.flight.readAt < usableSince) return undefined
  return kept.invalidations.lastOf(tags) > seat.flight.began ? undefined : seat
}

async function askSystem(round: Round, places: readonly number[]): Promise<void> {
  const { kept, flights, clock, reading } = round
  const readAt = clock.now().getTime()
  const began = kept.invalidations.count()
  using _ = kept.invalidations.hold(began)
  using flight = flights.begin(reading, places, { readAt, began })
  const answered = await flight.answers
  for (const [index, place] of places.entries()) {
    const answer = isWeftError(answered) ? answered : answered[index]
    const { connectionId } = reading
    const question = questionAt(reading, place)
    if (!isWeftError(answer)) kept.keep({ connectionId, question, answer, readAt, began })
    accept(round, place, answer)
  }
}

/** Waits for somebody else's call. Gives the place back where its answer is none for this operation. */
async function join(round: Round, place: number, { flight, seat }: Seat): Promise<number[]> {
  const { invalidations } = round.kept
  const joinedAt = invalidations.count()
  using _ = invalidations.hold(flight.began)
  await flight.landed
  const answered = await flight.answers
  const answer = isWeftError(answered) ? answered : answered[seat]
  if (isWeftError(answer) && flight.isAbandoned()) return [place]
  // What was invalidated after the call began, and before this operation came, is not what it asked for.
  const changed = joinedAt > flight.began ? invalidations.lastOf(contentsOf(answer).tags) : 0
  if (changed > flight.began && changed <= joinedAt) return [place]
  accept(round, place, answer)
  return []
}

/** Puts an answer in its place; of a failure that may pass, what was read before, where the operation may use it. */
function accept(round: Round, place: number, answer: Answer<unknown>): void {
  round.answers[place] = isWeftError(answer) ? (findStale(round, place, answer) ?? answer) : answer
}

function findStale({ kept, reading }: Round, place: number, error: WeftError): unknown {
  if (!error.retryable) return undefined
  const entry = kept.findStale(questionAt(reading, place).key, reading.freshness)
  if (entry) entry.counters.stale += 1
  return entry?.value
}

function questionAt({ questions }: Reading<unknown>, place: number): Question {
  const question = questions[place]
  if (!question) throw new RangeError(`there is no question ${place}`)
  return question
}
