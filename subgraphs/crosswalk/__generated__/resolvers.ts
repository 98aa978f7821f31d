import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyValue } from '../../shared/money.ts';
import type { EntitlementRefMapper, AddressMapper, TaxIdentifierMapper, CustomFieldMapper, RenewalTermsMapper, SystemInstanceMapper, CustomerMapper, ContractMapper, InvoiceMapper, ProductMapper, ContactMapper, OrderMapper, BillingSubscriptionMapper, PaymentMapper, CaseMapper, OpportunityMapper, SupportEntitlementMapper, FeatureEntitlementMapper, LegalEntityMapper, CreditNoteMapper, QuoteMapper, AccountBalanceMapper, CaseCommercialContextMapper, EntitlementCheckMapper, BusinessUnitMapper, ExternalRefMapper, FieldProvenanceMapper } from '../mappers.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** ISO 3166-1 alpha-2 code. */
  CountryCode: { input: string; output: string; }
  /** ISO 4217 alphabetic code. */
  CurrencyCode: { input: string; output: string; }
  /** ISO 8601 calendar date without a zone. */
  Date: { input: string; output: string; }
  /** RFC 3339, always UTC. */
  DateTime: { input: string; output: string | Date; }
  /** Base-10 number as a string, never a float: "1234.50". */
  Decimal: { input: string; output: string; }
  /** ISO 8601 duration: "PT4H". */
  Duration: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** Absolute https address. */
  URL: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

export type AccountBalance = {
  __typename?: 'AccountBalance';
  customerId: Scalars['ID']['output'];
  erpReads?: Maybe<Array<SourceRead>>;
  provenance?: Maybe<Array<FieldProvenance>>;
};

export type Address = {
  __typename?: 'Address';
  city?: Maybe<Scalars['String']['output']>;
  countryCode?: Maybe<Scalars['CountryCode']['output']>;
  line1?: Maybe<Scalars['String']['output']>;
  line2?: Maybe<Scalars['String']['output']>;
  postalCode?: Maybe<Scalars['String']['output']>;
  region?: Maybe<Scalars['String']['output']>;
};

export type AddressInput = {
  city?: InputMaybe<Scalars['String']['input']>;
  countryCode?: InputMaybe<Scalars['CountryCode']['input']>;
  line1?: InputMaybe<Scalars['String']['input']>;
  line2?: InputMaybe<Scalars['String']['input']>;
  postalCode?: InputMaybe<Scalars['String']['input']>;
  region?: InputMaybe<Scalars['String']['input']>;
};

/** RUN: the step itself; UNDO: taking it back. */
export type AttemptDirection =
  | 'RUN'
  | 'UNDO';

export type BillingInterval =
  | 'DAY'
  | 'MONTH'
  | 'QUARTER'
  | 'UNKNOWN'
  | 'WEEK'
  | 'YEAR';

export type BillingSubscription = Node & Provenanced & {
  __typename?: 'BillingSubscription';
  billingReads?: Maybe<Array<SourceRead>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
};


export type BillingSubscriptionProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type BusinessUnit = Node & {
  __typename?: 'BusinessUnit';
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  legalEntities?: Maybe<Array<LegalEntity>>;
  name: Scalars['String']['output'];
  parent?: Maybe<BusinessUnit>;
  region?: Maybe<Scalars['String']['output']>;
};

export type BusinessUnitConnection = {
  __typename?: 'BusinessUnitConnection';
  edges: Array<BusinessUnitEdge>;
  nodes: Array<BusinessUnit>;
  pageInfo: PageInfo;
};

export type BusinessUnitEdge = {
  __typename?: 'BusinessUnitEdge';
  cursor: Scalars['String']['output'];
  node: BusinessUnit;
};

export type Case = Node & Provenanced & {
  __typename?: 'Case';
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
  supportReads?: Maybe<Array<SourceRead>>;
};


export type CaseProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type CaseChannel =
  | 'API'
  | 'CHAT'
  | 'EMAIL'
  | 'PHONE'
  | 'UNKNOWN'
  | 'WEB';

export type CaseCommercialContext = {
  __typename?: 'CaseCommercialContext';
  activeEntitlements?: Maybe<Array<Maybe<Entitlement>>>;
  caseId: Scalars['ID']['output'];
  customerId: Scalars['ID']['output'];
  featureEntitlementRefs?: Maybe<Array<EntitlementRef>>;
  supportEntitlementRefs?: Maybe<Array<EntitlementRef>>;
};

export type CasePriority =
  | 'HIGH'
  | 'LOW'
  | 'NORMAL'
  | 'UNKNOWN'
  | 'URGENT';

/** SEV1 is the worst. */
export type CaseSeverity =
  | 'SEV1'
  | 'SEV2'
  | 'SEV3'
  | 'SEV4'
  | 'UNKNOWN';

export type CaseStatus =
  | 'CANCELLED'
  | 'CLOSED'
  | 'IN_PROGRESS'
  | 'NEW'
  | 'ON_HOLD'
  | 'RESOLVED'
  | 'UNKNOWN'
  | 'WAITING_ON_CUSTOMER';

export type CircuitState =
  | 'CLOSED'
  | 'HALF_OPEN'
  | 'OPEN';

export type CollectionMethod =
  | 'CHARGE_AUTOMATICALLY'
  | 'SEND_INVOICE'
  | 'UNKNOWN';

/** PIVOT: after this step only forward. */
export type CompensationKind =
  | 'COUNTER_DOCUMENT'
  | 'MANUAL'
  | 'NOT_NEEDED'
  | 'PIVOT'
  | 'REVERSIBLE';

export type Contact = Node & Provenanced & {
  __typename?: 'Contact';
  crmReads?: Maybe<Array<SourceRead>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
};


export type ContactProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ContactRole =
  | 'BILLING'
  | 'PRIMARY'
  | 'SIGNATORY'
  | 'SUPPORT'
  | 'TECHNICAL'
  | 'UNKNOWN';

export type Contract = Node & Provenanced & {
  __typename?: 'Contract';
  billingReads?: Maybe<Array<SourceRead>>;
  billingRenewal?: Maybe<RenewalTerms>;
  crmReads?: Maybe<Array<SourceRead>>;
  crmRenewal?: Maybe<RenewalTerms>;
  /** Whose it is says which business unit, and so which system's word counts. */
  customer?: Maybe<Customer>;
  entitlements?: Maybe<EntitlementConnection>;
  erpReads?: Maybe<Array<SourceRead>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  featureEntitlementRefs?: Maybe<Array<EntitlementRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
  renewal?: Maybe<RenewalTerms>;
  supportEntitlementRefs?: Maybe<Array<EntitlementRef>>;
};


export type ContractEntitlementsArgs = {
  activeAt?: InputMaybe<Scalars['DateTime']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type ContractProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ContractStatus =
  | 'ACTIVATED'
  | 'DRAFT'
  | 'EXPIRED'
  | 'IN_APPROVAL'
  | 'SUPERSEDED'
  | 'SUSPENDED'
  | 'TERMINATED'
  | 'UNKNOWN';

export type CreditNote = Node & {
  __typename?: 'CreditNote';
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
};

/** A field outside the canonical model, as its system has it. */
export type CustomField = {
  __typename?: 'CustomField';
  key: Scalars['String']['output'];
  sourceField: Scalars['String']['output'];
  system: SystemInstance;
  type: Scalars['String']['output'];
  value?: Maybe<Scalars['JSON']['output']>;
};

export type Customer = Node & Provenanced & {
  __typename?: 'Customer';
  billingAddress?: Maybe<Address>;
  billingBillingAddress?: Maybe<Address>;
  billingCustomFields?: Maybe<Array<CustomField>>;
  billingLegalName?: Maybe<Scalars['String']['output']>;
  billingReads?: Maybe<Array<SourceRead>>;
  billingTaxIdentifiers?: Maybe<Array<TaxIdentifier>>;
  businessUnit?: Maybe<BusinessUnit>;
  children?: Maybe<CustomerConnection>;
  /** When the canonical id was minted. */
  createdAt: Scalars['DateTime']['output'];
  crmBillingAddress?: Maybe<Address>;
  crmCustomFields?: Maybe<Array<CustomField>>;
  crmLegalName?: Maybe<Scalars['String']['output']>;
  crmReads?: Maybe<Array<SourceRead>>;
  /** Asks every linked system; keys filters the answer. */
  customFields?: Maybe<Array<CustomField>>;
  /** The crosswalk's stored copy, kept current by CRM events. */
  displayName: Scalars['String']['output'];
  /** activeAt null: all, past ones included. */
  entitlements?: Maybe<EntitlementConnection>;
  erpBillingAddress?: Maybe<Address>;
  erpCustomFields?: Maybe<Array<CustomField>>;
  erpLegalName?: Maybe<Scalars['String']['output']>;
  erpReads?: Maybe<Array<SourceRead>>;
  erpTaxIdentifiers?: Maybe<Array<TaxIdentifier>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  featureEntitlementRefs?: Maybe<Array<EntitlementRef>>;
  id: Scalars['ID']['output'];
  legalName?: Maybe<Scalars['String']['output']>;
  provenance?: Maybe<Array<FieldProvenance>>;
  supportCustomFields?: Maybe<Array<CustomField>>;
  supportEntitlementRefs?: Maybe<Array<EntitlementRef>>;
  supportReads?: Maybe<Array<SourceRead>>;
  taxIdentifiers?: Maybe<Array<TaxIdentifier>>;
  /** Last change seen in any system. */
  updatedAt: Scalars['DateTime']['output'];
};


export type CustomerChildrenArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type CustomerCustomFieldsArgs = {
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
};


export type CustomerEntitlementsArgs = {
  activeAt?: InputMaybe<Scalars['DateTime']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type CustomerProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type CustomerConnection = {
  __typename?: 'CustomerConnection';
  edges: Array<CustomerEdge>;
  nodes: Array<Customer>;
  pageInfo: PageInfo;
};

export type CustomerEdge = {
  __typename?: 'CustomerEdge';
  cursor: Scalars['String']['output'];
  node: Customer;
};

/** statuses: as the CRM had them when Weft last read it. */
export type CustomerFilter = {
  businessUnitIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  statuses?: InputMaybe<Array<CustomerStatus>>;
  text?: InputMaybe<Scalars['String']['input']>;
  updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
};

export type CustomerSort =
  | 'NAME_ASC'
  | 'UPDATED_DESC';

/** MERGED and ERASED come from the crosswalk, the rest from the CRM. */
export type CustomerStatus =
  | 'ACTIVE'
  | 'CHURNED'
  | 'ERASED'
  | 'MERGED'
  | 'PROSPECT'
  | 'SUSPENDED'
  | 'UNKNOWN';

export type CustomerType =
  | 'INDIVIDUAL'
  | 'ORGANIZATION'
  | 'UNKNOWN';

export type DecrementOn =
  | 'CASE_CLOSE'
  | 'CASE_CREATION'
  | 'CASE_RESOLUTION'
  | 'NEVER'
  | 'UNKNOWN';

/** Two different things share the word; both answer: may this customer have this now, and why. */
export type Entitlement = {
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
};


/** Two different things share the word; both answer: may this customer have this now, and why. */
export type EntitlementProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** The answer to checkEntitlement. The first four fields repeat the question. */
export type EntitlementCheck = {
  __typename?: 'EntitlementCheck';
  basis?: Maybe<Array<FieldProvenance>>;
  billingEvidence?: Maybe<EntitlementEvidence>;
  billingReads?: Maybe<Array<SourceRead>>;
  channel?: Maybe<CaseChannel>;
  checkedAt: Scalars['DateTime']['output'];
  crmEvidence?: Maybe<EntitlementEvidence>;
  crmReads?: Maybe<Array<SourceRead>>;
  customerId: Scalars['ID']['output'];
  erpEvidence?: Maybe<EntitlementEvidence>;
  erpReads?: Maybe<Array<SourceRead>>;
  featureKey?: Maybe<Scalars['String']['output']>;
  outcome?: Maybe<EntitlementOutcome>;
  override?: Maybe<EntitlementOverride>;
  productId?: Maybe<Scalars['ID']['output']>;
  reasons?: Maybe<Array<EntitlementReason>>;
  supportEvidence?: Maybe<EntitlementEvidence>;
  supportReads?: Maybe<Array<SourceRead>>;
};

/** Items may be null: their system did not answer. */
export type EntitlementConnection = {
  __typename?: 'EntitlementConnection';
  edges: Array<EntitlementEdge>;
  nodes: Array<Maybe<Entitlement>>;
  pageInfo: PageInfo;
};

export type EntitlementEdge = {
  __typename?: 'EntitlementEdge';
  cursor: Scalars['String']['output'];
  node?: Maybe<Entitlement>;
};

/** One domain's say in an entitlement check. grants null: it has no say; reasons speak against, or for a grace. */
export type EntitlementEvidence = {
  __typename?: 'EntitlementEvidence';
  grants?: Maybe<Scalars['Boolean']['output']>;
  inGrace: Scalars['Boolean']['output'];
  reasons: Array<EntitlementReason>;
};

/** INDETERMINATE: a source could not answer; callers fail open and flag it. */
export type EntitlementOutcome =
  | 'ENTITLED'
  | 'ENTITLED_IN_GRACE'
  | 'INDETERMINATE'
  | 'NOT_ENTITLED';

/** A person said yes in spite of the rules, until a date. */
export type EntitlementOverride = {
  __typename?: 'EntitlementOverride';
  by: Scalars['String']['output'];
  reason: Scalars['String']['output'];
  until: Scalars['DateTime']['output'];
};

export type EntitlementReason =
  | 'ACCOUNT_OVERDUE'
  | 'CHANNEL_NOT_ALLOWED'
  | 'CONTRACT_EXPIRED'
  | 'CREDIT_HOLD'
  | 'NOT_COVERED'
  | 'NO_CONTRACT'
  | 'OUTSIDE_BUSINESS_HOURS'
  | 'SOURCE_UNAVAILABLE'
  | 'UNITS_EXHAUSTED';

/** What the crosswalk needs to filter by date and page entitlements of two systems. */
export type EntitlementRef = {
  __typename?: 'EntitlementRef';
  end?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  start?: Maybe<Scalars['DateTime']['output']>;
};

export type EntitlementSource =
  | 'CONTRACT'
  | 'MANUAL_GRANT'
  | 'SUBSCRIPTION'
  | 'TRIAL'
  | 'UNKNOWN';

export type EntitlementStatus =
  | 'ACTIVE'
  | 'EXHAUSTED'
  | 'EXPIRED'
  | 'GRACE'
  | 'PENDING'
  | 'REVOKED'
  | 'SUSPENDED'
  | 'UNKNOWN';

export type ErrorClass =
  | 'AUTH'
  | 'BUSINESS_VALIDATION'
  | 'CONFLICT'
  | 'CONNECTION'
  | 'DUPLICATE'
  | 'MISSING_REFERENCE'
  | 'PARSE'
  | 'RATE_LIMITED'
  | 'TOO_LARGE'
  | 'TRANSIENT'
  | 'UNKNOWN';

/** RECONCILIATION: no webhook came, the sweep found it. */
export type EventCause =
  | 'ORCHESTRATION'
  | 'POLL'
  | 'RECONCILIATION'
  | 'REPLAY'
  | 'WEBHOOK';

export type EventType =
  | 'CASE_ESCALATED'
  | 'CASE_OPENED'
  | 'CASE_RESOLVED'
  | 'CONTRACT_RENEWED'
  | 'CUSTOMER_CREATED'
  | 'CUSTOMER_UPDATED'
  | 'ENTITLEMENT_CHANGED'
  | 'INVOICE_PAID'
  | 'INVOICE_POSTED'
  | 'PAYMENT_FAILED'
  | 'PAYMENT_SUCCEEDED'
  | 'PROCESS_RUN_UPDATED'
  | 'SUBSCRIPTION_CHANGED';

export type ExceptionItem = Node & {
  __typename?: 'ExceptionItem';
  id: Scalars['ID']['output'];
};

export type ExceptionState =
  | 'ASSIGNED'
  | 'AUTO_RESOLVED'
  | 'DISCARDED'
  | 'OPEN'
  | 'RESOLVED'
  | 'RETRYING';

/** SYNC waits up to a bound and then answers the running run. */
export type ExecutionMode =
  | 'ASYNC'
  | 'SYNC';

/** A native record. The link fields come from the crosswalk and are null where a record is only named (events, process steps). */
export type ExternalRef = {
  __typename?: 'ExternalRef';
  externalId: Scalars['String']['output'];
  linkState?: Maybe<LinkState>;
  linkedAt?: Maybe<Scalars['DateTime']['output']>;
  linkedBy?: Maybe<LinkMethod>;
  /** The vendor's own word: "Account", "customer", "sn_customerservice_case". */
  objectType: Scalars['String']['output'];
  /** The record this one was merged into or replaced by. */
  supersededBy?: Maybe<ExternalRef>;
  system: SystemInstance;
  /** Deep link for a person, null when the vendor has none. */
  url?: Maybe<Scalars['URL']['output']>;
};

export type ExternalRefInput = {
  externalId: Scalars['String']['input'];
  objectType: Scalars['String']['input'];
  systemId: Scalars['ID']['input'];
};

export type FeatureEntitlement = Entitlement & Node & Provenanced & {
  __typename?: 'FeatureEntitlement';
  billingReads?: Maybe<Array<SourceRead>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
};


export type FeatureEntitlementProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type FeatureKind =
  | 'CUSTOM'
  | 'QUANTITY'
  | 'RANGE'
  | 'SWITCH'
  | 'UNKNOWN';

export type FieldProvenance = {
  __typename?: 'FieldProvenance';
  /** Since readAt. */
  ageSeconds: Scalars['Int']['output'];
  correlationId?: Maybe<Scalars['ID']['output']>;
  freshness: FreshnessState;
  isSystemOfRecord: Scalars['Boolean']['output'];
  /** From the record: "billingAddress.city". */
  path: Scalars['String']['output'];
  readAt: Scalars['DateTime']['output'];
  readMode: ReadMode;
  record: ExternalRef;
  /** The vendor's own name: "Account.BillingCountryCode". */
  sourceField: Scalars['String']['output'];
  /** Null where the source does not say. */
  sourceUpdatedAt?: Maybe<Scalars['DateTime']['output']>;
  system: SystemInstance;
  /** Mapping id@version that made the value, null for a plain copy. */
  transform?: Maybe<Scalars['String']['output']>;
};

export type FreshnessState =
  | 'FRESH'
  | 'SOURCE_UNAVAILABLE'
  | 'STALE'
  | 'STALE_WITHIN_POLICY'
  | 'UNKNOWN';

export type Invoice = Node & Provenanced & {
  __typename?: 'Invoice';
  billingInvoiceNumber?: Maybe<Scalars['String']['output']>;
  billingReads?: Maybe<Array<SourceRead>>;
  /** Whose it is says which business unit, and so which system's word counts. */
  customer?: Maybe<Customer>;
  erpInvoiceNumber?: Maybe<Scalars['String']['output']>;
  erpReads?: Maybe<Array<SourceRead>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  invoiceNumber?: Maybe<Scalars['String']['output']>;
  provenance?: Maybe<Array<FieldProvenance>>;
};


export type InvoiceProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** Collection life. Overdue is derived from dueDate and amountDue, so it is a filter, not a status. */
export type InvoiceStatus =
  | 'DRAFT'
  | 'OPEN'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'UNCOLLECTIBLE'
  | 'UNKNOWN'
  | 'VOID';

export type LegalEntity = Node & {
  __typename?: 'LegalEntity';
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
};

export type LinkMethod =
  | 'DETERMINISTIC_MATCH'
  | 'EXTERNAL_ID_FIELD'
  | 'MANUAL'
  | 'ORCHESTRATION';

/** SUSPECT: more than one candidate matched, a person decides. */
export type LinkState =
  | 'ACTIVE'
  | 'DELETED_AT_SOURCE'
  | 'ERASED'
  | 'MERGED'
  | 'SUSPECT';

/** exponent is the ISO 4217 minor-unit count (JPY 0, USD 2, KWD 3); minorUnits is amount shifted by it, an integer as a string. */
export type Money = {
  __typename?: 'Money';
  amount: Scalars['Decimal']['output'];
  currencyCode: Scalars['CurrencyCode']['output'];
  exponent: Scalars['Int']['output'];
  minorUnits: Scalars['String']['output'];
};

/** Transaction money and the ledger's view of it: the ERP books in the entity's base currency at its own rate. */
export type MoneyPair = {
  __typename?: 'MoneyPair';
  base?: Maybe<Money>;
  exchangeRate?: Maybe<Scalars['Decimal']['output']>;
  rateDate?: Maybe<Scalars['Date']['output']>;
  rateSource?: Maybe<SystemDomain>;
  transaction: Money;
};

/** Anything with a global id: opaque, minted once, independent of vendor. */
export type Node = {
  id: Scalars['ID']['output'];
};

export type NotEntitledAction =
  | 'ANNOTATE'
  | 'HOLD'
  | 'ROUTE_TO_BILLING';

export type Opportunity = Node & Provenanced & {
  __typename?: 'Opportunity';
  crmReads?: Maybe<Array<SourceRead>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
};


export type OpportunityProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type Order = Node & Provenanced & {
  __typename?: 'Order';
  crmReads?: Maybe<Array<SourceRead>>;
  erpReads?: Maybe<Array<SourceRead>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
};


export type OrderProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** TM Forum TMF622 states plus BILLED; PARTIAL and HELD are first class. */
export type OrderStatus =
  | 'ACKNOWLEDGED'
  | 'BILLED'
  | 'CANCELLED'
  | 'COMPLETED'
  | 'DRAFT'
  | 'FAILED'
  | 'HELD'
  | 'IN_PROGRESS'
  | 'PARTIAL'
  | 'PENDING'
  | 'UNKNOWN';

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type Payment = Node & Provenanced & {
  __typename?: 'Payment';
  billingReads?: Maybe<Array<SourceRead>>;
  erpReads?: Maybe<Array<SourceRead>>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
};


export type PaymentProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type PaymentMethodKind =
  | 'BANK_TRANSFER'
  | 'CARD'
  | 'CHECK'
  | 'CREDIT_BALANCE'
  | 'DIRECT_DEBIT'
  | 'OTHER'
  | 'UNKNOWN'
  | 'WALLET';

export type PaymentStatus =
  | 'CANCELLED'
  | 'DISPUTED'
  | 'FAILED'
  | 'PARTIALLY_REFUNDED'
  | 'PENDING'
  | 'REFUNDED'
  | 'REQUIRES_ACTION'
  | 'SUCCEEDED'
  | 'UNKNOWN';

/** Half-open: start included, end excluded. A null end is open. */
export type Period = {
  __typename?: 'Period';
  end?: Maybe<Scalars['DateTime']['output']>;
  start?: Maybe<Scalars['DateTime']['output']>;
};

export type PiiCategory =
  | 'CONTACT'
  | 'FINANCIAL'
  | 'FREE_TEXT'
  | 'IDENTITY';

/** Ledger life, apart on purpose: billing may say PAID while the ERP has nothing. */
export type PostingStatus =
  | 'NOT_POSTED'
  | 'PENDING_APPROVAL'
  | 'POSTED'
  | 'POST_FAILED'
  | 'REVERSED'
  | 'UNKNOWN';

/** EXACT: the provider's preview API; SIMULATED: our rules; NONE: cannot be known before writing. */
export type PreviewConfidence =
  | 'EXACT'
  | 'NONE'
  | 'SIMULATED';

export type Price = Node & {
  __typename?: 'Price';
  id: Scalars['ID']['output'];
};

export type ProcessKind =
  | 'CASE_TO_ENTITLEMENT'
  | 'CUSTOMER_UPSERT'
  | 'EVENTS_REPLAY'
  | 'PAYMENT_EXCEPTION'
  | 'QUOTE_TO_CASH'
  | 'RENEWAL_TO_INVOICE';

export type ProcessRun = Node & {
  __typename?: 'ProcessRun';
  id: Scalars['ID']['output'];
};

/** HELD: a business rule or a system stopped it, a person decides. COMPENSATION_FAILED: a person must finish taking it back. */
export type ProcessRunStatus =
  | 'CANCELLED'
  | 'COMPENSATED'
  | 'COMPENSATING'
  | 'COMPENSATION_FAILED'
  | 'COMPLETED'
  | 'FAILED'
  | 'HELD'
  | 'PLANNED'
  | 'RUNNING'
  | 'WAITING_APPROVAL'
  | 'WAITING_EXTERNAL';

/** A thing sold. Four systems hold a part of it, so only id is sure. */
export type Product = Node & Provenanced & {
  __typename?: 'Product';
  billingName?: Maybe<Scalars['String']['output']>;
  billingReads?: Maybe<Array<SourceRead>>;
  billingTaxCode?: Maybe<Scalars['String']['output']>;
  crmName?: Maybe<Scalars['String']['output']>;
  crmReads?: Maybe<Array<SourceRead>>;
  erpReads?: Maybe<Array<SourceRead>>;
  erpTaxCode?: Maybe<Scalars['String']['output']>;
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  name?: Maybe<Scalars['String']['output']>;
  provenance?: Maybe<Array<FieldProvenance>>;
  taxCode?: Maybe<Scalars['String']['output']>;
};


/** A thing sold. Four systems hold a part of it, so only id is sure. */
export type ProductProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ProductKind =
  | 'BUNDLE'
  | 'ONE_TIME'
  | 'SERVICE'
  | 'SUBSCRIPTION'
  | 'UNKNOWN'
  | 'USAGE';

/** Where each field came from in this request. Costs no vendor call. */
export type Provenanced = {
  provenance?: Maybe<Array<FieldProvenance>>;
};


/** Where each field came from in this request. Costs no vendor call. */
export type ProvenancedProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type Query = {
  __typename?: 'Query';
  businessUnit?: Maybe<BusinessUnit>;
  businessUnits?: Maybe<BusinessUnitConnection>;
  /** May this customer have this now, and why. Ask with a product, a feature, or neither (support in general). */
  checkEntitlement?: Maybe<EntitlementCheck>;
  /** By id or by native record: exactly one. A merged id answers the surviving customer. */
  customer?: Maybe<Customer>;
  /** Works with every domain down: names come from the crosswalk's own store. */
  customers?: Maybe<CustomerConnection>;
  /** Null when the id names nothing the caller may see; the type's own read scope is checked. */
  node?: Maybe<Node>;
  /** In the order asked, null for what is not there. At most 100. */
  nodes: Array<Maybe<Node>>;
  systems?: Maybe<Array<SystemHealth>>;
};


export type QueryBusinessUnitArgs = {
  id: Scalars['ID']['input'];
};


export type QueryBusinessUnitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryCheckEntitlementArgs = {
  channel?: InputMaybe<CaseChannel>;
  customerId: Scalars['ID']['input'];
  featureKey?: InputMaybe<Scalars['String']['input']>;
  productId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCustomerArgs = {
  externalRef?: InputMaybe<ExternalRefInput>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryCustomersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<CustomerSort>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};

export type Quote = Node & {
  __typename?: 'Quote';
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
};

export type QuoteStatus =
  | 'ACCEPTED'
  | 'APPROVED'
  | 'DRAFT'
  | 'EXPIRED'
  | 'IN_REVIEW'
  | 'PRESENTED'
  | 'REJECTED'
  | 'UNKNOWN';

/** kind is the vendor's: "daily", "concurrent". */
export type RateBudget = {
  __typename?: 'RateBudget';
  kind: Scalars['String']['output'];
  limit: Scalars['Int']['output'];
  remaining: Scalars['Int']['output'];
  reservedForWrites: Scalars['Int']['output'];
  resetsAt?: Maybe<Scalars['DateTime']['output']>;
};

export type ReadMode =
  | 'CACHED'
  | 'DERIVED'
  | 'EVENT'
  | 'LIVE'
  | 'REPLAYED';

export type RenewalTerms = {
  __typename?: 'RenewalTerms';
  autoRenew: Scalars['Boolean']['output'];
  noticeDays?: Maybe<Scalars['Int']['output']>;
  renewalDate?: Maybe<Scalars['Date']['output']>;
  termMonths?: Maybe<Scalars['Int']['output']>;
  upliftPercent?: Maybe<Scalars['Decimal']['output']>;
};

/** One field read from a vendor in this request: raw material of provenance. */
export type SourceRead = {
  __typename?: 'SourceRead';
  externalId: Scalars['String']['output'];
  freshness: FreshnessState;
  objectType: Scalars['String']['output'];
  path: Scalars['String']['output'];
  readAt: Scalars['DateTime']['output'];
  readMode: ReadMode;
  sourceField: Scalars['String']['output'];
  sourceUpdatedAt?: Maybe<Scalars['DateTime']['output']>;
  systemId: Scalars['ID']['output'];
  transform?: Maybe<Scalars['String']['output']>;
};

export type StepEffect =
  | 'CREATE'
  | 'LINK'
  | 'NOTIFY'
  | 'NO_OP'
  | 'UPDATE'
  | 'VALIDATE';

export type StepStatus =
  | 'COMPENSATED'
  | 'COMPENSATION_FAILED'
  | 'FAILED'
  | 'PENDING'
  | 'RETRYING'
  | 'RUNNING'
  | 'SKIPPED'
  | 'SUCCEEDED';

export type SubscriptionStatus =
  | 'ACTIVE'
  | 'CANCELLED'
  | 'FUTURE'
  | 'INCOMPLETE'
  | 'NON_RENEWING'
  | 'PAST_DUE'
  | 'PAUSED'
  | 'TRIALING'
  | 'UNKNOWN';

export type SupportEntitlement = Entitlement & Node & Provenanced & {
  __typename?: 'SupportEntitlement';
  externalRefs?: Maybe<Array<ExternalRef>>;
  id: Scalars['ID']['output'];
  provenance?: Maybe<Array<FieldProvenance>>;
  supportReads?: Maybe<Array<SourceRead>>;
};


export type SupportEntitlementProvenanceArgs = {
  paths?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type SupportUnit =
  | 'CASES'
  | 'HOURS'
  | 'UNKNOWN'
  | 'UNLIMITED';

export type SystemDomain =
  | 'BILLING'
  | 'CRM'
  | 'ERP'
  | 'GATEWAY'
  | 'SUPPORT';

export type SystemEnvironment =
  | 'PRODUCTION'
  | 'SANDBOX'
  | 'SIMULATED';

export type SystemHealth = {
  __typename?: 'SystemHealth';
  apiVersion?: Maybe<Scalars['String']['output']>;
  /** Null where the vendor publishes no limit. */
  budget?: Maybe<RateBudget>;
  circuit: CircuitState;
  credentialExpiresOn?: Maybe<Scalars['Date']['output']>;
  lastEventAt?: Maybe<Scalars['DateTime']['output']>;
  lastReconciledAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the vendor retires that version. */
  sunsetOn?: Maybe<Scalars['Date']['output']>;
  system: SystemInstance;
};

/** One authorised account at a vendor. Every subgraph answers these fields from configuration, so naming a system costs no fetch. */
export type SystemInstance = {
  __typename?: 'SystemInstance';
  businessUnits?: Maybe<Array<BusinessUnit>>;
  domain: SystemDomain;
  environment: SystemEnvironment;
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  /** "salesforce", "stripe", …; open on purpose. */
  provider: Scalars['String']['output'];
};

export type TaxBehavior =
  | 'EXCLUSIVE'
  | 'INCLUSIVE'
  | 'UNKNOWN'
  | 'UNSPECIFIED';

/** A tax number. scheme names the register: "eu_vat", "us_ein". */
export type TaxIdentifier = {
  __typename?: 'TaxIdentifier';
  scheme: Scalars['String']['output'];
  value: Scalars['String']['output'];
  verified?: Maybe<Scalars['Boolean']['output']>;
};

/** What the customer can put right. code is stable, message is for people. */
export type UserError = {
  __typename?: 'UserError';
  code: UserErrorCode;
  /** Path in the input. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  message: Scalars['String']['output'];
  retryable: Scalars['Boolean']['output'];
  system?: Maybe<SystemInstance>;
};

export type UserErrorCode =
  | 'CONFLICT'
  | 'CREDIT_HOLD'
  | 'CURRENCY_MISMATCH'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_KEY_IN_PROGRESS'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'INVALID'
  | 'NOT_FOUND'
  | 'NOT_LINKED'
  | 'PERIOD_CLOSED'
  | 'PLAN_STALE'
  | 'RATE_LIMITED'
  | 'REQUIRED'
  | 'SOURCE_UNAVAILABLE'
  | 'STALE_VERSION'
  | 'SUBSIDIARY_MISMATCH'
  | 'TAX_INVALID';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  AccountBalance: AccountBalance;
  BillingSubscription: BillingSubscription;
  BusinessUnit: BusinessUnit;
  Case: Case;
  CaseCommercialContext: CaseCommercialContext;
  Contact: Contact;
  Contract: Contract;
  CreditNote: CreditNote;
  Customer: Customer;
  EntitlementCheck: EntitlementCheck;
  FeatureEntitlement: FeatureEntitlement;
  Invoice: Invoice;
  LegalEntity: LegalEntity;
  Opportunity: Opportunity;
  Order: Order;
  Payment: Payment;
  Product: Product;
  Quote: Quote;
  SupportEntitlement: SupportEntitlement;
  SystemInstance: SystemInstance;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AccountBalance:
    ( { __typename: 'AccountBalance' }
    & GraphQLRecursivePick<FederationTypes['AccountBalance'], {"customerId":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['AccountBalance'], {"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  BillingSubscription:
    ( { __typename: 'BillingSubscription' }
    & GraphQLRecursivePick<FederationTypes['BillingSubscription'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['BillingSubscription'], {"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  BusinessUnit:
    ( { __typename: 'BusinessUnit' }
    & GraphQLRecursivePick<FederationTypes['BusinessUnit'], {"id":true}> );
  Case:
    ( { __typename: 'Case' }
    & GraphQLRecursivePick<FederationTypes['Case'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Case'], {"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  CaseCommercialContext:
    ( { __typename: 'CaseCommercialContext' }
    & GraphQLRecursivePick<FederationTypes['CaseCommercialContext'], {"caseId":true,"customerId":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['CaseCommercialContext'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true}}> ) );
  Contact:
    ( { __typename: 'Contact' }
    & GraphQLRecursivePick<FederationTypes['Contact'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Contact'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  Contract:
    ( { __typename: 'Contract' }
    & GraphQLRecursivePick<FederationTypes['Contract'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Contract'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true}}>
        | GraphQLRecursivePick<FederationTypes['Contract'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"customer":{"id":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Contract'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"customer":{"id":true},"crmRenewal":{"autoRenew":true,"noticeDays":true,"renewalDate":true,"upliftPercent":true,"termMonths":true},"billingRenewal":{"autoRenew":true,"noticeDays":true,"renewalDate":true,"upliftPercent":true,"termMonths":true}}>
        | GraphQLRecursivePick<FederationTypes['Contract'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"customer":{"id":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"crmRenewal":{"autoRenew":true,"noticeDays":true,"renewalDate":true,"upliftPercent":true,"termMonths":true},"billingRenewal":{"autoRenew":true,"noticeDays":true,"renewalDate":true,"upliftPercent":true,"termMonths":true}}>
        | GraphQLRecursivePick<FederationTypes['Contract'], {"customer":{"id":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Contract'], {"customer":{"id":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"crmRenewal":{"autoRenew":true,"noticeDays":true,"renewalDate":true,"upliftPercent":true,"termMonths":true},"billingRenewal":{"autoRenew":true,"noticeDays":true,"renewalDate":true,"upliftPercent":true,"termMonths":true}}>
        | GraphQLRecursivePick<FederationTypes['Contract'], {"customer":{"id":true},"crmRenewal":{"autoRenew":true,"noticeDays":true,"renewalDate":true,"upliftPercent":true,"termMonths":true},"billingRenewal":{"autoRenew":true,"noticeDays":true,"renewalDate":true,"upliftPercent":true,"termMonths":true}}> ) );
  CreditNote:
    ( { __typename: 'CreditNote' }
    & GraphQLRecursivePick<FederationTypes['CreditNote'], {"id":true}> );
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"billingBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmBillingAddress":{"line1":true,"line2":true,"city":true,"region":true,"postalCode":true,"countryCode":true},"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"billingCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"erpCustomFields":{"key":true,"type":true,"value":true,"system":{"id":true},"sourceField":true},"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"supportEntitlementRefs":{"id":true,"start":true,"end":true},"featureEntitlementRefs":{"id":true,"start":true,"end":true},"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpLegalName":true,"billingLegalName":true,"crmLegalName":true}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpLegalName":true,"billingLegalName":true,"crmLegalName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}>
        | GraphQLRecursivePick<FederationTypes['Customer'], {"erpTaxIdentifiers":{"scheme":true,"value":true,"verified":true},"billingTaxIdentifiers":{"scheme":true,"value":true,"verified":true}}> ) );
  EntitlementCheck:
    ( { __typename: 'EntitlementCheck' }
    & GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"customerId":true,"productId":true,"featureKey":true,"channel":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"crmEvidence":{"grants":true,"inGrace":true,"reasons":true},"billingEvidence":{"grants":true,"inGrace":true,"reasons":true},"supportEvidence":{"grants":true,"inGrace":true,"reasons":true},"erpEvidence":{"grants":true,"inGrace":true,"reasons":true}}>
        | GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"crmEvidence":{"grants":true,"inGrace":true,"reasons":true},"billingEvidence":{"grants":true,"inGrace":true,"reasons":true},"supportEvidence":{"grants":true,"inGrace":true,"reasons":true},"erpEvidence":{"grants":true,"inGrace":true,"reasons":true}}>
        | GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"crmEvidence":{"grants":true,"inGrace":true,"reasons":true},"billingEvidence":{"grants":true,"inGrace":true,"reasons":true},"supportEvidence":{"grants":true,"inGrace":true,"reasons":true},"erpEvidence":{"grants":true,"inGrace":true,"reasons":true}}>
        | GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"crmEvidence":{"grants":true,"inGrace":true,"reasons":true},"billingEvidence":{"grants":true,"inGrace":true,"reasons":true},"supportEvidence":{"grants":true,"inGrace":true,"reasons":true},"erpEvidence":{"grants":true,"inGrace":true,"reasons":true}}>
        | GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"crmEvidence":{"grants":true,"inGrace":true,"reasons":true},"billingEvidence":{"grants":true,"inGrace":true,"reasons":true},"supportEvidence":{"grants":true,"inGrace":true,"reasons":true},"erpEvidence":{"grants":true,"inGrace":true,"reasons":true}}>
        | GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"crmEvidence":{"grants":true,"inGrace":true,"reasons":true},"billingEvidence":{"grants":true,"inGrace":true,"reasons":true},"supportEvidence":{"grants":true,"inGrace":true,"reasons":true},"erpEvidence":{"grants":true,"inGrace":true,"reasons":true}}> ) );
  FeatureEntitlement:
    ( { __typename: 'FeatureEntitlement' }
    & GraphQLRecursivePick<FederationTypes['FeatureEntitlement'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['FeatureEntitlement'], {"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  Invoice:
    ( { __typename: 'Invoice' }
    & GraphQLRecursivePick<FederationTypes['Invoice'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Invoice'], {"customer":{"id":true},"erpInvoiceNumber":true,"billingInvoiceNumber":true}>
        | GraphQLRecursivePick<FederationTypes['Invoice'], {"customer":{"id":true},"erpInvoiceNumber":true,"billingInvoiceNumber":true,"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Invoice'], {"customer":{"id":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  LegalEntity:
    ( { __typename: 'LegalEntity' }
    & GraphQLRecursivePick<FederationTypes['LegalEntity'], {"id":true}> );
  Opportunity:
    ( { __typename: 'Opportunity' }
    & GraphQLRecursivePick<FederationTypes['Opportunity'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Opportunity'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Order'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  Payment:
    ( { __typename: 'Payment' }
    & GraphQLRecursivePick<FederationTypes['Payment'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Payment'], {"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Product'], {"crmName":true,"billingName":true}>
        | GraphQLRecursivePick<FederationTypes['Product'], {"crmName":true,"billingName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Product'], {"crmName":true,"billingName":true,"erpTaxCode":true,"billingTaxCode":true}>
        | GraphQLRecursivePick<FederationTypes['Product'], {"crmName":true,"billingName":true,"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpTaxCode":true,"billingTaxCode":true}>
        | GraphQLRecursivePick<FederationTypes['Product'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}>
        | GraphQLRecursivePick<FederationTypes['Product'], {"crmReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"billingReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true},"erpTaxCode":true,"billingTaxCode":true}>
        | GraphQLRecursivePick<FederationTypes['Product'], {"erpTaxCode":true,"billingTaxCode":true}> ) );
  Quote:
    ( { __typename: 'Quote' }
    & GraphQLRecursivePick<FederationTypes['Quote'], {"id":true}> );
  SupportEntitlement:
    ( { __typename: 'SupportEntitlement' }
    & GraphQLRecursivePick<FederationTypes['SupportEntitlement'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['SupportEntitlement'], {"supportReads":{"path":true,"systemId":true,"objectType":true,"externalId":true,"sourceField":true,"readMode":true,"readAt":true,"sourceUpdatedAt":true,"freshness":true,"transform":true}}> ) );
  SystemInstance:
    ( { __typename: 'SystemInstance' }
    & GraphQLRecursivePick<FederationTypes['SystemInstance'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Entitlement:
    | ( FeatureEntitlementMapper )
    | ( SupportEntitlementMapper )
  ;
  Node:
    | ( BillingSubscriptionMapper )
    | ( BusinessUnitMapper )
    | ( CaseMapper )
    | ( ContactMapper )
    | ( ContractMapper )
    | ( CreditNoteMapper )
    | ( CustomerMapper )
    | ( ExceptionItem )
    | ( FeatureEntitlementMapper )
    | ( InvoiceMapper )
    | ( LegalEntityMapper )
    | ( OpportunityMapper )
    | ( OrderMapper )
    | ( PaymentMapper )
    | ( Price )
    | ( ProcessRun )
    | ( ProductMapper )
    | ( QuoteMapper )
    | ( SupportEntitlementMapper )
  ;
  Provenanced:
    | ( BillingSubscriptionMapper )
    | ( CaseMapper )
    | ( ContactMapper )
    | ( ContractMapper )
    | ( CustomerMapper )
    | ( FeatureEntitlementMapper )
    | ( InvoiceMapper )
    | ( OpportunityMapper )
    | ( OrderMapper )
    | ( PaymentMapper )
    | ( ProductMapper )
    | ( SupportEntitlementMapper )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountBalance: ResolverTypeWrapper<AccountBalanceMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Address: ResolverTypeWrapper<AddressMapper>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  AttemptDirection: AttemptDirection;
  BillingInterval: BillingInterval;
  BillingSubscription: ResolverTypeWrapper<BillingSubscriptionMapper>;
  BusinessUnit: ResolverTypeWrapper<BusinessUnitMapper>;
  BusinessUnitConnection: ResolverTypeWrapper<Omit<BusinessUnitConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['BusinessUnitEdge']>, nodes: Array<ResolversTypes['BusinessUnit']> }>;
  BusinessUnitEdge: ResolverTypeWrapper<Omit<BusinessUnitEdge, 'node'> & { node: ResolversTypes['BusinessUnit'] }>;
  Case: ResolverTypeWrapper<CaseMapper>;
  CaseChannel: CaseChannel;
  CaseCommercialContext: ResolverTypeWrapper<CaseCommercialContextMapper>;
  CasePriority: CasePriority;
  CaseSeverity: CaseSeverity;
  CaseStatus: CaseStatus;
  CircuitState: CircuitState;
  CollectionMethod: CollectionMethod;
  CompensationKind: CompensationKind;
  Contact: ResolverTypeWrapper<ContactMapper>;
  ContactRole: ContactRole;
  Contract: ResolverTypeWrapper<ContractMapper>;
  ContractStatus: ContractStatus;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  CreditNote: ResolverTypeWrapper<CreditNoteMapper>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  CustomField: ResolverTypeWrapper<CustomFieldMapper>;
  Customer: ResolverTypeWrapper<CustomerMapper>;
  CustomerConnection: ResolverTypeWrapper<Omit<CustomerConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['CustomerEdge']>, nodes: Array<ResolversTypes['Customer']> }>;
  CustomerEdge: ResolverTypeWrapper<Omit<CustomerEdge, 'node'> & { node: ResolversTypes['Customer'] }>;
  CustomerFilter: CustomerFilter;
  CustomerSort: CustomerSort;
  CustomerStatus: CustomerStatus;
  CustomerType: CustomerType;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DecrementOn: DecrementOn;
  Duration: ResolverTypeWrapper<Scalars['Duration']['output']>;
  Entitlement: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Entitlement']>;
  EntitlementCheck: ResolverTypeWrapper<EntitlementCheckMapper>;
  EntitlementConnection: ResolverTypeWrapper<Omit<EntitlementConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['EntitlementEdge']>, nodes: Array<Maybe<ResolversTypes['Entitlement']>> }>;
  EntitlementEdge: ResolverTypeWrapper<Omit<EntitlementEdge, 'node'> & { node?: Maybe<ResolversTypes['Entitlement']> }>;
  EntitlementEvidence: ResolverTypeWrapper<EntitlementEvidence>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  EntitlementOutcome: EntitlementOutcome;
  EntitlementOverride: ResolverTypeWrapper<EntitlementOverride>;
  EntitlementReason: EntitlementReason;
  EntitlementRef: ResolverTypeWrapper<EntitlementRefMapper>;
  EntitlementSource: EntitlementSource;
  EntitlementStatus: EntitlementStatus;
  ErrorClass: ErrorClass;
  EventCause: EventCause;
  EventType: EventType;
  ExceptionItem: ResolverTypeWrapper<ExceptionItem>;
  ExceptionState: ExceptionState;
  ExecutionMode: ExecutionMode;
  ExternalRef: ResolverTypeWrapper<ExternalRefMapper>;
  ExternalRefInput: ExternalRefInput;
  FeatureEntitlement: ResolverTypeWrapper<FeatureEntitlementMapper>;
  FeatureKind: FeatureKind;
  FieldProvenance: ResolverTypeWrapper<FieldProvenanceMapper>;
  FreshnessState: FreshnessState;
  Invoice: ResolverTypeWrapper<InvoiceMapper>;
  InvoiceStatus: InvoiceStatus;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LegalEntity: ResolverTypeWrapper<LegalEntityMapper>;
  LinkMethod: LinkMethod;
  LinkState: LinkState;
  Money: ResolverTypeWrapper<MoneyValue>;
  MoneyPair: ResolverTypeWrapper<Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversTypes['Money']>, transaction: ResolversTypes['Money'] }>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotEntitledAction: NotEntitledAction;
  Opportunity: ResolverTypeWrapper<OpportunityMapper>;
  Order: ResolverTypeWrapper<OrderMapper>;
  OrderStatus: OrderStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Payment: ResolverTypeWrapper<PaymentMapper>;
  PaymentMethodKind: PaymentMethodKind;
  PaymentStatus: PaymentStatus;
  Period: ResolverTypeWrapper<Period>;
  PiiCategory: PiiCategory;
  PostingStatus: PostingStatus;
  PreviewConfidence: PreviewConfidence;
  Price: ResolverTypeWrapper<Price>;
  ProcessKind: ProcessKind;
  ProcessRun: ResolverTypeWrapper<ProcessRun>;
  ProcessRunStatus: ProcessRunStatus;
  Product: ResolverTypeWrapper<ProductMapper>;
  ProductKind: ProductKind;
  Provenanced: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Provenanced']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quote: ResolverTypeWrapper<QuoteMapper>;
  QuoteStatus: QuoteStatus;
  RateBudget: ResolverTypeWrapper<RateBudget>;
  ReadMode: ReadMode;
  RenewalTerms: ResolverTypeWrapper<RenewalTermsMapper>;
  SourceRead: ResolverTypeWrapper<SourceRead>;
  StepEffect: StepEffect;
  StepStatus: StepStatus;
  SubscriptionStatus: SubscriptionStatus;
  SupportEntitlement: ResolverTypeWrapper<SupportEntitlementMapper>;
  SupportUnit: SupportUnit;
  SystemDomain: SystemDomain;
  SystemEnvironment: SystemEnvironment;
  SystemHealth: ResolverTypeWrapper<Omit<SystemHealth, 'system'> & { system: ResolversTypes['SystemInstance'] }>;
  SystemInstance: ResolverTypeWrapper<SystemInstanceMapper>;
  TaxBehavior: TaxBehavior;
  TaxIdentifier: ResolverTypeWrapper<TaxIdentifierMapper>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UserError: ResolverTypeWrapper<Omit<UserError, 'system'> & { system?: Maybe<ResolversTypes['SystemInstance']> }>;
  UserErrorCode: UserErrorCode;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountBalance: AccountBalanceMapper;
  ID: Scalars['ID']['output'];
  Address: AddressMapper;
  String: Scalars['String']['output'];
  AddressInput: AddressInput;
  BillingSubscription: BillingSubscriptionMapper;
  BusinessUnit: BusinessUnitMapper;
  BusinessUnitConnection: Omit<BusinessUnitConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['BusinessUnitEdge']>, nodes: Array<ResolversParentTypes['BusinessUnit']> };
  BusinessUnitEdge: Omit<BusinessUnitEdge, 'node'> & { node: ResolversParentTypes['BusinessUnit'] };
  Case: CaseMapper;
  CaseCommercialContext: CaseCommercialContextMapper;
  Contact: ContactMapper;
  Contract: ContractMapper;
  CountryCode: Scalars['CountryCode']['output'];
  CreditNote: CreditNoteMapper;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  CustomField: CustomFieldMapper;
  Customer: CustomerMapper;
  CustomerConnection: Omit<CustomerConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CustomerEdge']>, nodes: Array<ResolversParentTypes['Customer']> };
  CustomerEdge: Omit<CustomerEdge, 'node'> & { node: ResolversParentTypes['Customer'] };
  CustomerFilter: CustomerFilter;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Duration: Scalars['Duration']['output'];
  Entitlement: ResolversInterfaceTypes<ResolversParentTypes>['Entitlement'];
  EntitlementCheck: EntitlementCheckMapper;
  EntitlementConnection: Omit<EntitlementConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['EntitlementEdge']>, nodes: Array<Maybe<ResolversParentTypes['Entitlement']>> };
  EntitlementEdge: Omit<EntitlementEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Entitlement']> };
  EntitlementEvidence: EntitlementEvidence;
  Boolean: Scalars['Boolean']['output'];
  EntitlementOverride: EntitlementOverride;
  EntitlementRef: EntitlementRefMapper;
  ExceptionItem: ExceptionItem;
  ExternalRef: ExternalRefMapper;
  ExternalRefInput: ExternalRefInput;
  FeatureEntitlement: FeatureEntitlementMapper;
  FieldProvenance: FieldProvenanceMapper;
  Invoice: InvoiceMapper;
  JSON: Scalars['JSON']['output'];
  LegalEntity: LegalEntityMapper;
  Money: MoneyValue;
  MoneyPair: Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversParentTypes['Money']>, transaction: ResolversParentTypes['Money'] };
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Opportunity: OpportunityMapper;
  Order: OrderMapper;
  PageInfo: PageInfo;
  Payment: PaymentMapper;
  Period: Period;
  Price: Price;
  ProcessRun: ProcessRun;
  Product: ProductMapper;
  Provenanced: ResolversInterfaceTypes<ResolversParentTypes>['Provenanced'];
  Query: Record<PropertyKey, never>;
  Quote: QuoteMapper;
  RateBudget: RateBudget;
  RenewalTerms: RenewalTermsMapper;
  SourceRead: SourceRead;
  SupportEntitlement: SupportEntitlementMapper;
  SystemHealth: Omit<SystemHealth, 'system'> & { system: ResolversParentTypes['SystemInstance'] };
  SystemInstance: SystemInstanceMapper;
  TaxIdentifier: TaxIdentifierMapper;
  URL: Scalars['URL']['output'];
  UserError: Omit<UserError, 'system'> & { system?: Maybe<ResolversParentTypes['SystemInstance']> };
  Int: Scalars['Int']['output'];
};

export type FreshnessDirectiveArgs = {
  maxAge: Scalars['Int']['input'];
};

export type FreshnessDirectiveResolver<Result, Parent, ContextType = Context, Args = FreshnessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type IdempotentDirectiveArgs = { };

export type IdempotentDirectiveResolver<Result, Parent, ContextType = Context, Args = IdempotentDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PiiDirectiveArgs = {
  category: PiiCategory;
};

export type PiiDirectiveResolver<Result, Parent, ContextType = Context, Args = PiiDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SystemOfRecordDirectiveArgs = {
  domain: SystemDomain;
  fallback?: Maybe<Array<SystemDomain>>;
};

export type SystemOfRecordDirectiveResolver<Result, Parent, ContextType = Context, Args = SystemOfRecordDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountBalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountBalance'] = ResolversParentTypes['AccountBalance'], FederationReferenceType extends FederationReferenceTypes['AccountBalance'] = FederationReferenceTypes['AccountBalance']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AccountBalance']> | FederationReferenceType, FederationReferenceType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  countryCode?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  line1?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  line2?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BillingSubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BillingSubscription'] = ResolversParentTypes['BillingSubscription'], FederationReferenceType extends FederationReferenceTypes['BillingSubscription'] = FederationReferenceTypes['BillingSubscription']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BillingSubscription']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<BillingSubscriptionProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BusinessUnitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BusinessUnit'] = ResolversParentTypes['BusinessUnit'], FederationReferenceType extends FederationReferenceTypes['BusinessUnit'] = FederationReferenceTypes['BusinessUnit']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['BusinessUnit']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntities?: Resolver<Maybe<Array<ResolversTypes['LegalEntity']>>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['BusinessUnit']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BusinessUnitConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BusinessUnitConnection'] = ResolversParentTypes['BusinessUnitConnection']> = {
  edges?: Resolver<Array<ResolversTypes['BusinessUnitEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['BusinessUnit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type BusinessUnitEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BusinessUnitEdge'] = ResolversParentTypes['BusinessUnitEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BusinessUnit'], ParentType, ContextType>;
};

export type CaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Case'] = ResolversParentTypes['Case'], FederationReferenceType extends FederationReferenceTypes['Case'] = FederationReferenceTypes['Case']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Case']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<CaseProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CaseCommercialContextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseCommercialContext'] = ResolversParentTypes['CaseCommercialContext'], FederationReferenceType extends FederationReferenceTypes['CaseCommercialContext'] = FederationReferenceTypes['CaseCommercialContext']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CaseCommercialContext']> | FederationReferenceType, FederationReferenceType, ContextType>;
  activeEntitlements?: Resolver<Maybe<Array<Maybe<ResolversTypes['Entitlement']>>>, ParentType, ContextType>;
  caseId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact'], FederationReferenceType extends FederationReferenceTypes['Contact'] = FederationReferenceTypes['Contact']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Contact']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<ContactProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract'], FederationReferenceType extends FederationReferenceTypes['Contract'] = FederationReferenceTypes['Contract']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Contract']> | FederationReferenceType, FederationReferenceType, ContextType>;
  entitlements?: Resolver<Maybe<ResolversTypes['EntitlementConnection']>, ParentType, ContextType, RequireFields<ContractEntitlementsArgs, 'first'>>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<ContractProvenanceArgs>>;
  renewal?: Resolver<Maybe<ResolversTypes['RenewalTerms']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type CreditNoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreditNote'] = ResolversParentTypes['CreditNote'], FederationReferenceType extends FederationReferenceTypes['CreditNote'] = FederationReferenceTypes['CreditNote']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CreditNote']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type CustomFieldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomField'] = ResolversParentTypes['CustomField']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sourceField?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['SystemInstance'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  billingAddress?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  businessUnit?: Resolver<Maybe<ResolversTypes['BusinessUnit']>, ParentType, ContextType>;
  children?: Resolver<Maybe<ResolversTypes['CustomerConnection']>, ParentType, ContextType, RequireFields<CustomerChildrenArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customFields?: Resolver<Maybe<Array<ResolversTypes['CustomField']>>, ParentType, ContextType, Partial<CustomerCustomFieldsArgs>>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entitlements?: Resolver<Maybe<ResolversTypes['EntitlementConnection']>, ParentType, ContextType, RequireFields<CustomerEntitlementsArgs, 'first'>>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<CustomerProvenanceArgs>>;
  taxIdentifiers?: Resolver<Maybe<Array<ResolversTypes['TaxIdentifier']>>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerConnection'] = ResolversParentTypes['CustomerConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CustomerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Customer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CustomerEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerEdge'] = ResolversParentTypes['CustomerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface DurationScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Duration'], any> {
  name: 'Duration';
}

export type EntitlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Entitlement'] = ResolversParentTypes['Entitlement']> = {
  __resolveType: TypeResolveFn<'FeatureEntitlement' | 'SupportEntitlement', ParentType, ContextType>;
};

export type EntitlementCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementCheck'] = ResolversParentTypes['EntitlementCheck'], FederationReferenceType extends FederationReferenceTypes['EntitlementCheck'] = FederationReferenceTypes['EntitlementCheck']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['EntitlementCheck']> | FederationReferenceType, FederationReferenceType, ContextType>;
  basis?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['CaseChannel']>, ParentType, ContextType>;
  checkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  featureKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['EntitlementOutcome']>, ParentType, ContextType>;
  override?: Resolver<Maybe<ResolversTypes['EntitlementOverride']>, ParentType, ContextType>;
  productId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reasons?: Resolver<Maybe<Array<ResolversTypes['EntitlementReason']>>, ParentType, ContextType>;
};

export type EntitlementConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementConnection'] = ResolversParentTypes['EntitlementConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EntitlementEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Entitlement']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EntitlementEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementEdge'] = ResolversParentTypes['EntitlementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Entitlement']>, ParentType, ContextType>;
};

export type EntitlementEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementEvidence'] = ResolversParentTypes['EntitlementEvidence']> = {
  grants?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  inGrace?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['EntitlementReason']>, ParentType, ContextType>;
};

export type EntitlementOverrideResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementOverride'] = ResolversParentTypes['EntitlementOverride']> = {
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type EntitlementRefResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementRef'] = ResolversParentTypes['EntitlementRef']> = {
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ExceptionItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExceptionItem'] = ResolversParentTypes['ExceptionItem']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExternalRefResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExternalRef'] = ResolversParentTypes['ExternalRef']> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  linkState?: Resolver<Maybe<ResolversTypes['LinkState']>, ParentType, ContextType>;
  linkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  linkedBy?: Resolver<Maybe<ResolversTypes['LinkMethod']>, ParentType, ContextType>;
  objectType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  supersededBy?: Resolver<Maybe<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['SystemInstance'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
};

export type FeatureEntitlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureEntitlement'] = ResolversParentTypes['FeatureEntitlement'], FederationReferenceType extends FederationReferenceTypes['FeatureEntitlement'] = FederationReferenceTypes['FeatureEntitlement']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['FeatureEntitlement']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<FeatureEntitlementProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FieldProvenanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldProvenance'] = ResolversParentTypes['FieldProvenance']> = {
  ageSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  correlationId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['FreshnessState'], ParentType, ContextType>;
  isSystemOfRecord?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  readAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  readMode?: Resolver<ResolversTypes['ReadMode'], ParentType, ContextType>;
  record?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  sourceField?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sourceUpdatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['SystemInstance'], ParentType, ContextType>;
  transform?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice'], FederationReferenceType extends FederationReferenceTypes['Invoice'] = FederationReferenceTypes['Invoice']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Invoice']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoiceNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<InvoiceProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LegalEntityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LegalEntity'] = ResolversParentTypes['LegalEntity'], FederationReferenceType extends FederationReferenceTypes['LegalEntity'] = FederationReferenceTypes['LegalEntity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['LegalEntity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currencyCode?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  exponent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minorUnits?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MoneyPairResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoneyPair'] = ResolversParentTypes['MoneyPair']> = {
  base?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  exchangeRate?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  rateDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  rateSource?: Resolver<Maybe<ResolversTypes['SystemDomain']>, ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'BillingSubscription' | 'BusinessUnit' | 'Case' | 'Contact' | 'Contract' | 'CreditNote' | 'Customer' | 'ExceptionItem' | 'FeatureEntitlement' | 'Invoice' | 'LegalEntity' | 'Opportunity' | 'Order' | 'Payment' | 'Price' | 'ProcessRun' | 'Product' | 'Quote' | 'SupportEntitlement', ParentType, ContextType>;
};

export type OpportunityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Opportunity'] = ResolversParentTypes['Opportunity'], FederationReferenceType extends FederationReferenceTypes['Opportunity'] = FederationReferenceTypes['Opportunity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Opportunity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<OpportunityProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<OrderProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment'], FederationReferenceType extends FederationReferenceTypes['Payment'] = FederationReferenceTypes['Payment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Payment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<PaymentProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PriceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Price'] = ResolversParentTypes['Price']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProcessRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcessRun'] = ResolversParentTypes['ProcessRun']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<ProductProvenanceArgs>>;
  taxCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProvenancedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Provenanced'] = ResolversParentTypes['Provenanced']> = {
  __resolveType: TypeResolveFn<'BillingSubscription' | 'Case' | 'Contact' | 'Contract' | 'Customer' | 'FeatureEntitlement' | 'Invoice' | 'Opportunity' | 'Order' | 'Payment' | 'Product' | 'SupportEntitlement', ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  businessUnit?: Resolver<Maybe<ResolversTypes['BusinessUnit']>, ParentType, ContextType, RequireFields<QueryBusinessUnitArgs, 'id'>>;
  businessUnits?: Resolver<Maybe<ResolversTypes['BusinessUnitConnection']>, ParentType, ContextType, RequireFields<QueryBusinessUnitsArgs, 'first'>>;
  checkEntitlement?: Resolver<Maybe<ResolversTypes['EntitlementCheck']>, ParentType, ContextType, RequireFields<QueryCheckEntitlementArgs, 'customerId'>>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, Partial<QueryCustomerArgs>>;
  customers?: Resolver<Maybe<ResolversTypes['CustomerConnection']>, ParentType, ContextType, RequireFields<QueryCustomersArgs, 'first' | 'sort'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  systems?: Resolver<Maybe<Array<ResolversTypes['SystemHealth']>>, ParentType, ContextType>;
};

export type QuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quote'] = ResolversParentTypes['Quote'], FederationReferenceType extends FederationReferenceTypes['Quote'] = FederationReferenceTypes['Quote']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Quote']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RateBudgetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RateBudget'] = ResolversParentTypes['RateBudget']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reservedForWrites?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RenewalTermsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RenewalTerms'] = ResolversParentTypes['RenewalTerms']> = {
  autoRenew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  noticeDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  renewalDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  termMonths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  upliftPercent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type SourceReadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceRead'] = ResolversParentTypes['SourceRead']> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  freshness?: Resolver<ResolversTypes['FreshnessState'], ParentType, ContextType>;
  objectType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  readAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  readMode?: Resolver<ResolversTypes['ReadMode'], ParentType, ContextType>;
  sourceField?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sourceUpdatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  systemId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  transform?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SupportEntitlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SupportEntitlement'] = ResolversParentTypes['SupportEntitlement'], FederationReferenceType extends FederationReferenceTypes['SupportEntitlement'] = FederationReferenceTypes['SupportEntitlement']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SupportEntitlement']> | FederationReferenceType, FederationReferenceType, ContextType>;
  externalRefs?: Resolver<Maybe<Array<ResolversTypes['ExternalRef']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  provenance?: Resolver<Maybe<Array<ResolversTypes['FieldProvenance']>>, ParentType, ContextType, Partial<SupportEntitlementProvenanceArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SystemHealthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SystemHealth'] = ResolversParentTypes['SystemHealth']> = {
  apiVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  budget?: Resolver<Maybe<ResolversTypes['RateBudget']>, ParentType, ContextType>;
  circuit?: Resolver<ResolversTypes['CircuitState'], ParentType, ContextType>;
  credentialExpiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  lastEventAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastReconciledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  sunsetOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  system?: Resolver<ResolversTypes['SystemInstance'], ParentType, ContextType>;
};

export type SystemInstanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SystemInstance'] = ResolversParentTypes['SystemInstance'], FederationReferenceType extends FederationReferenceTypes['SystemInstance'] = FederationReferenceTypes['SystemInstance']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SystemInstance']> | FederationReferenceType, FederationReferenceType, ContextType>;
  businessUnits?: Resolver<Maybe<Array<ResolversTypes['BusinessUnit']>>, ParentType, ContextType>;
  domain?: Resolver<ResolversTypes['SystemDomain'], ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['SystemEnvironment'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TaxIdentifierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaxIdentifier'] = ResolversParentTypes['TaxIdentifier']> = {
  scheme?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  system?: Resolver<Maybe<ResolversTypes['SystemInstance']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AccountBalance?: AccountBalanceResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  BillingSubscription?: BillingSubscriptionResolvers<ContextType>;
  BusinessUnit?: BusinessUnitResolvers<ContextType>;
  BusinessUnitConnection?: BusinessUnitConnectionResolvers<ContextType>;
  BusinessUnitEdge?: BusinessUnitEdgeResolvers<ContextType>;
  Case?: CaseResolvers<ContextType>;
  CaseCommercialContext?: CaseCommercialContextResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  CreditNote?: CreditNoteResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  CustomField?: CustomFieldResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  CustomerConnection?: CustomerConnectionResolvers<ContextType>;
  CustomerEdge?: CustomerEdgeResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  Entitlement?: EntitlementResolvers<ContextType>;
  EntitlementCheck?: EntitlementCheckResolvers<ContextType>;
  EntitlementConnection?: EntitlementConnectionResolvers<ContextType>;
  EntitlementEdge?: EntitlementEdgeResolvers<ContextType>;
  EntitlementEvidence?: EntitlementEvidenceResolvers<ContextType>;
  EntitlementOverride?: EntitlementOverrideResolvers<ContextType>;
  EntitlementRef?: EntitlementRefResolvers<ContextType>;
  ExceptionItem?: ExceptionItemResolvers<ContextType>;
  ExternalRef?: ExternalRefResolvers<ContextType>;
  FeatureEntitlement?: FeatureEntitlementResolvers<ContextType>;
  FieldProvenance?: FieldProvenanceResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LegalEntity?: LegalEntityResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoneyPair?: MoneyPairResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Opportunity?: OpportunityResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Price?: PriceResolvers<ContextType>;
  ProcessRun?: ProcessRunResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Provenanced?: ProvenancedResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Quote?: QuoteResolvers<ContextType>;
  RateBudget?: RateBudgetResolvers<ContextType>;
  RenewalTerms?: RenewalTermsResolvers<ContextType>;
  SourceRead?: SourceReadResolvers<ContextType>;
  SupportEntitlement?: SupportEntitlementResolvers<ContextType>;
  SystemHealth?: SystemHealthResolvers<ContextType>;
  SystemInstance?: SystemInstanceResolvers<ContextType>;
  TaxIdentifier?: TaxIdentifierResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UserError?: UserErrorResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  freshness?: FreshnessDirectiveResolver<any, any, ContextType>;
  idempotent?: IdempotentDirectiveResolver<any, any, ContextType>;
  pii?: PiiDirectiveResolver<any, any, ContextType>;
  systemOfRecord?: SystemOfRecordDirectiveResolver<any, any, ContextType>;
};
