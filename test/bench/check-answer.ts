import { isDeepStrictEqual } from 'node:util'
import { QUERIES } from './queries.ts'
import type { RunningContestant } from './running-contestant.ts'
import { issueToken } from './world/tokens.ts'

interface Answer {
  text: string
  data: unknown
}

async function ask({ url }: RunningContestant, query: string, token: string): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query }),
  })
  const text = await response.text()
  try {
    return { text, data: (JSON.parse(text) as { data?: unknown }).data }
  } catch {
    return { text, data: undefined }
  }
}

/** What every query must answer, as a contestant without federation answers it. */
export async function readAnswers(contestant: RunningContestant): Promise<ReadonlyMap<string, Answer>> {
  const answers = new Map<string, Answer>()
  for (const { name, text } of QUERIES)
    answers.set(name, await ask(contestant, text(0), issueToken('reference')))
  return answers
}

/** Throws unless a contestant answers every query right, and nobody without a token: who does not is not measured. */
export async function checkAnswers(
  contestant: RunningContestant,
  expected: ReadonlyMap<string, Answer>,
): Promise<void> {
  for (const { name, text } of QUERIES) {
    const { data, text: found } = await ask(contestant, text(0), issueToken('check'))
    if (isDeepStrictEqual(data, expected.get(name)?.data)) continue
    throw new Error(`${contestant.name} answers ${name} with ${found.slice(0, 200)}`)
  }
  const { data } = await ask(contestant, '{ __typename }', 'nobody')
  if (data) throw new Error(`${contestant.name} answers without a token`)
}
