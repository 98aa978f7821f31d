import { z } from 'zod'

/** A record as a caller names it: by its system and that system's own words. */
export const EXTERNAL_REF = z.strictObject({
  systemId: z.string(),
  objectType: z.string(),
  externalId: z.string(),
})
