import { z } from 'zod'

/** Access token. https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_162790605110.html */
export const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
})

/**
 * One row of SuiteQL: every value is text, null columns are left out.
 * https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_157909186990.html
 */
export const SuiteQlRow = z.record(z.string(), z.unknown()).transform((row) => {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'string' && value !== '') texts[name.toLowerCase()] = value
    else if (typeof value === 'number' || typeof value === 'boolean')
      texts[name.toLowerCase()] = String(value)
  }
  return texts
})
export type SuiteQlRow = z.infer<typeof SuiteQlRow>

/** One page of rows; `offset` of the next page is this one's plus the limit. */
export const SuiteQlPage = z.object({ items: z.array(SuiteQlRow), hasMore: z.boolean() })

/** Error body. https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_156570709583.html */
export const ProblemBody = z.object({
  title: z.string().optional(),
  'o:errorDetails': z
    .array(z.object({ detail: z.string().optional(), 'o:errorCode': z.string().optional() }))
    .optional(),
})

/** Error body of a RESTlet. */
export const ScriptProblem = z.object({
  error: z.object({ code: z.string(), message: z.string().optional() }),
})

/** Refusal of the token endpoint. */
export const TokenRefusal = z.object({ error: z.string() })
