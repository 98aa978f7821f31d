import type { ContactRecord, ContactRole } from '#crm/provider.ts'
import type { SalesforceContact } from '../native.ts'
import { type MappingContext, toRef, toSource } from './record.ts'
import { fromTable, toText, type ValueTable } from './values.ts'

/** Values of the multi-select picklist that the README describes. */
const ROLES: ValueTable<ContactRole> = {
  Primary: 'PRIMARY',
  Billing: 'BILLING',
  Technical: 'TECHNICAL',
  Support: 'SUPPORT',
  Signatory: 'SIGNATORY',
}

export function toCanonicalContact(contact: SalesforceContact, context: MappingContext): ContactRecord {
  return {
    source: toSource('Contact', contact, context),
    fieldSources: {
      customer: 'Contact.AccountId',
      name: 'Contact.Name',
      email: 'Contact.Email',
      phone: 'Contact.Phone',
      roles: `Contact.${context.fields.names.contactRoles}`,
    },
    createdAt: new Date(contact.CreatedDate),
    customer: toRef('Account', contact.AccountId, context),
    name: contact.Name,
    email: toText(contact.Email),
    phone: toText(contact.Phone),
    // A multi-select picklist is one text: `Primary;Billing`.
    roles: (toText(contact.contactRoles)?.split(';') ?? []).map((role) => fromTable(ROLES, role)),
  }
}
