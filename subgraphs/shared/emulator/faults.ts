import type { ServerResponse } from 'node:http'
import type { EmulatorRequest, EmulatorResponse } from './definition.ts'
import { applyEdits, type Edit } from './edits.ts'

/** What goes wrong, and for which calls. Read from `POST /__emulator/faults`. */
export interface Fault {
  /** Any method when absent. */
  method?: string
  /** The call's path must start with this; any path when absent. */
  path?: string
  /** The call's body must contain this text. */
  bodyContains?: string
  /** What else must hold of the call; for those who stand in the same process. */
  when?(request: EmulatorRequest): boolean
  /** Let this many matching calls through first. */
  skip?: number
  /** Fail this many calls; for ever when absent. */
  times?: number
  /** Answer with this status, `headers` and `body` instead of the vendor's answer. */
  status?: number
  headers?: Record<string, string>
  body?: unknown
  /** What stands otherwise in the vendor's own answer: wrong types, parts of a batch that failed. */
  edits?: readonly Edit[]
  /** Wait before answering. */
  delayMs?: number
  /** Cut the connection: before any byte, or after half of the vendor's own answer. */
  reset?: 'before-answer' | 'mid-body'
  /** True: the request takes effect all the same; the caller only does not learn of it. */
  applied?: boolean
}

interface ActiveFault extends Fault {
  seen: number
}

export interface Faults {
  add(fault: Fault): void
  clear(): void
  /** The fault that this call meets, counted down. */
  take(request: EmulatorRequest): { status: number | undefined; applied: boolean; reply: Reply } | undefined
}

type Reply = (outgoing: ServerResponse, answer: EmulatorResponse) => void | Promise<void>

export function createFaults(): Faults {
  const active: ActiveFault[] = []
  return {
    add: (fault) => active.push({ ...fault, seen: 0 }),
    clear: () => active.splice(0),
    take(request) {
      const fault = active.find((candidate) => matches(candidate, request) && isDue(candidate))
      if (!fault) return undefined
      // A fault that only delays or edits the real answer, or cuts it in half, needs the real answer.
      const needsAnswer = fault.status === undefined && fault.reset !== 'before-answer'
      return { status: fault.status, applied: fault.applied === true || needsAnswer, reply: replyOf(fault) }
    },
  }
}

function matches(fault: Fault, request: EmulatorRequest): boolean {
  if (fault.method !== undefined && fault.method !== request.method) return false
  if (fault.path !== undefined && !request.path.startsWith(fault.path)) return false
  if (fault.bodyContains !== undefined && !request.body.includes(fault.bodyContains)) return false
  return fault.when?.(request) ?? true
}

/** Counts the call, and says whether the fault strikes it. */
function isDue(fault: ActiveFault): boolean {
  const skip = fault.skip ?? 0
  if (fault.times !== undefined && fault.seen >= skip + fault.times) return false
  fault.seen += 1
  return fault.seen > skip
}

function replyOf(fault: Fault): Reply {
  return async (outgoing, answer) => {
    if (fault.delayMs !== undefined)
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs).unref())
    if (fault.reset === 'before-answer') {
      outgoing.socket?.resetAndDestroy()
      return
    }
    const status = fault.status ?? answer.status
    const body = fault.status === undefined ? applyEdits(answer.body, fault.edits ?? []) : fault.body
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
    const headers = {
      'content-type': 'application/json;charset=UTF-8',
      ...(fault.status === undefined ? answer.headers : {}),
      ...fault.headers,
    }
    if (outgoing.destroyed) return
    outgoing.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
    if (fault.reset === 'mid-body') {
      outgoing.write(text.slice(0, text.length / 2), () => outgoing.socket?.resetAndDestroy())
      return
    }
    outgoing.end(text)
  }
}
