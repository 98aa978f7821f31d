/** The two ways of GraphQL over HTTP: which one decides what a status code means. */
export type ResponseMediaType = 'application/graphql-response+json' | 'application/json'

interface AcceptedRange {
  range: string
  quality: number
}

function parseAccept(accept: string): AcceptedRange[] {
  return accept.split(',').map((part) => {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    return { range, quality: quality ? Number(quality.slice(2)) || 0 : 1 }
  })
}

const MEDIA_TYPES: Readonly<Record<string, ResponseMediaType>> = {
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/json': 'application/json',
  'application/*': 'application/json',
  '*/*': 'application/json',
}

/** The media type that an `Accept` header asks for; undefined when it accepts neither. */
export function negotiateMediaType(accept: string | undefined): ResponseMediaType | undefined {
  if (!accept) return 'application/json'
  if (Object.hasOwn(MEDIA_TYPES, accept)) return MEDIA_TYPES[accept]
  const acceptable = parseAccept(accept).filter(({ range, quality }) => quality > 0 && range in MEDIA_TYPES)
  const [best] = acceptable.sort((a, b) => b.quality - a.quality)
  return best && MEDIA_TYPES[best.range]
}
