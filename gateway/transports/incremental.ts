import type { ServerResponse } from 'node:http'
import type { AnswerInParts, DeferredPart, DeliveredPart, Delivery } from '../execution/incremental/parts.ts'
import { COMMON_HEADERS } from '../http/send.ts'
import { whenWritable } from './write-parts.ts'

/** How an answer in parts is written: by the parameter of `multipart/mixed` that a client accepts. */
export type IncrementalForm = 'deferSpec=20220824' | 'incrementalSpec=v0.2'

/** Parameters of `Accept`, in lower case, and the form that each one asks for. */
export const INCREMENTAL_FORMS: ReadonlyMap<string, IncrementalForm> = new Map([
  ['deferspec=20220824', 'deferSpec=20220824'],
  ['incrementalspec=v0.2', 'incrementalSpec=v0.2'],
])

/** The bodies of the parts of one answer. */
interface Format {
  first(answer: AnswerInParts): object
  later(delivery: Delivery): object
}

const withErrors = ({ errors }: DeliveredPart) => (errors.length > 0 ? { errors } : {})

const withLabel = ({ label }: DeferredPart) => (label === undefined ? {} : { label })

/** What Apollo's clients and routers have spoken since 2022. */
const DEFER_SPEC: Format = {
  first: ({ first }) => ({ ...first, hasNext: true }),
  later: ({ delivered, isLast }) => ({
    incremental: delivered.map((part) => ({
      path: part.path,
      ...withLabel(part),
      data: part.data,
      ...withErrors(part),
    })),
    hasNext: !isLast,
  }),
}

const pendingOf = (announced: readonly DeferredPart[]) =>
  announced.length > 0
    ? { pending: announced.map((part) => ({ id: part.id, path: part.path, ...withLabel(part) })) }
    : {}

/** What the proposal for the specification has become; graphql-js 17 and Apollo Client 4 speak it. */
const INCREMENTAL_SPEC: Format = {
  first: ({ first, announced }) => ({ ...first, ...pendingOf(announced), hasNext: true }),
  later: ({ announced, delivered, isLast }) => ({
    ...pendingOf(announced),
    incremental: delivered.flatMap((part) =>
      part.data ? [{ id: part.id, data: part.data, ...withErrors(part) }] : [],
    ),
    completed: delivered.map((part) => ({ id: part.id, ...(part.data ? {} : withErrors(part)) })),
    hasNext: !isLast,
  }),
}

const FORMATS: Readonly<Record<IncrementalForm, Format>> = {
  'deferSpec=20220824': DEFER_SPEC,
  'incrementalSpec=v0.2': INCREMENTAL_SPEC,
}

const toPart = (body: object): string =>
  `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(body)}\r\n---`

/** Sends an answer in parts, each when it is ready, no faster than its client reads. */
export async function sendInParts(
  response: ServerResponse,
  answer: AnswerInParts,
  form: IncrementalForm,
): Promise<void> {
  response.once('close', () => void answer.later.return?.())
  response.writeHead(200, { 'content-type': `multipart/mixed; boundary="-"; ${form}`, ...COMMON_HEADERS })
  const format = FORMATS[form]
  response.write(`\r\n---${toPart(format.first(answer))}`)
  for await (const delivery of answer.later) {
    if (!(await whenWritable(response))) return
    response.write(toPart(format.later(delivery)))
  }
  response.end('--\r\n')
}
