/** What `npm run compose` writes and a gateway loads. Apart from the composer, which takes a while to load. */
export const SUPERGRAPH_FILE = new URL('__generated__/supergraph.graphql', import.meta.url)

/** The same graph as partners see it. */
export const PARTNER_CONTRACT_FILE = new URL('__generated__/partner.graphql', import.meta.url)
