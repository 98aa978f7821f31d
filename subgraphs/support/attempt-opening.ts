import type { ForeignRef, Link } from '#shared/crosswalk.ts'
import { userError } from '#shared/user-errors.ts'
import type { OpeningInput } from './case-input.ts'
import type { Context } from './context.ts'
import type { NewCase } from './writes.ts'
import { type CaseAttempt, writeCase, writingOf } from './written-case.ts'

/** One attempt to open a case. Rejects where the system cannot answer: then the case may be open, or not. */
export async function attemptOpening(
  input: OpeningInput,
  writeKey: string,
  context: Context,
): Promise<CaseAttempt> {
  const found = await findParties(input, context)
  if ('refusal' in found) return found
  const { account, productNativeId, contact } = found
  const writes = writingOf(context).writesOf(account.connectionId)
  const newCase: NewCase = {
    accountNativeId: account.nativeId,
    contact,
    productNativeId,
    subject: input.subject,
    description: input.description ?? undefined,
    priority: input.priority ?? 'NORMAL',
    severity: input.severity ?? undefined,
    channel: input.channel ?? undefined,
  }
  return writeCase(
    {
      writeKey,
      accountNativeId: account.nativeId,
      write: (call) => writes.openCase(newCase, call),
      missing: 'contactId',
    },
    context,
  )
}

interface Parties {
  account: Link
  productNativeId: string | undefined
  contact: ForeignRef | undefined
}

/** The records that the input's ids name in the customer's support system: of several, the one that knows the product. */
async function findParties(
  { customerId, productId, contactId }: OpeningInput,
  { ids }: Context,
): Promise<Parties | Extract<CaseAttempt, { refusal: unknown }>> {
  const [accounts, products, contacts] = await Promise.all([
    ids.linksOf(customerId, 'SUPPORT'),
    productId ? ids.linksOf(productId, 'SUPPORT') : [],
    contactId ? ids.linksOf(contactId, 'CRM') : [],
  ])
  const productIn = ({ connectionId }: Link) =>
    products.find((product) => product.connectionId === connectionId)
  const account = accounts.find(productIn) ?? accounts[0]
  if (!account)
    return { refusal: [userError('NOT_LINKED', 'the customer has no account with support', 'customerId')] }
  const product = productIn(account)
  if (productId && !product)
    return {
      refusal: [userError('NOT_LINKED', 'the customer’s support does not know the product', 'productId')],
    }
  const [contact] = contacts
  if (contactId && !contact)
    return { refusal: [userError('NOT_FOUND', 'there is no such contact', 'contactId')] }
  return {
    account,
    productNativeId: product?.nativeId,
    contact: contact && { domain: 'CRM', objectType: contact.objectType, nativeId: contact.nativeId },
  }
}
