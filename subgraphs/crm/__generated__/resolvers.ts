import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyValue } from '../../shared/money.ts';
import type { CustomerMapper, OrderMapper, ProductMapper, EntitlementCheckMapper, SystemInstanceMapper, ContactMapper, ContractMapper, OpportunityMapper, QuoteMapper, ContractLineMapper, OrderLineMapper } from '../mappers.ts';
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

export type CaseChannel =
  | 'API'
  | 'CHAT'
  | 'EMAIL'
  | 'PHONE'
  | 'UNKNOWN'
  | 'WEB';

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

export type Contact = Node & {
  __typename?: 'Contact';
  crmReads?: Maybe<Array<SourceRead>>;
  customer?: Maybe<Customer>;
  email?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  name?: Maybe<Scalars['String']['output']>;
  phone?: Maybe<Scalars['String']['output']>;
  roles: Array<ContactRole>;
};

export type ContactConnection = {
  __typename?: 'ContactConnection';
  edges: Array<ContactEdge>;
  nodes: Array<Maybe<Contact>>;
  pageInfo: PageInfo;
};

export type ContactEdge = {
  __typename?: 'ContactEdge';
  cursor: Scalars['String']['output'];
  node?: Maybe<Contact>;
};

export type ContactRole =
  | 'BILLING'
  | 'PRIMARY'
  | 'SIGNATORY'
  | 'SUPPORT'
  | 'TECHNICAL'
  | 'UNKNOWN';

/** TM Forum Agreement; Salesforce Contract or ServiceContract. */
export type Contract = Node & {
  __typename?: 'Contract';
  /** The contract that this one changes. */
  amends?: Maybe<Contract>;
  annualContractValue?: Maybe<Money>;
  contractNumber: Scalars['String']['output'];
  crmReads?: Maybe<Array<SourceRead>>;
  crmRenewal?: Maybe<RenewalTerms>;
  customFields?: Maybe<Array<CustomField>>;
  /** Shareable only so that an event may name it without asking the CRM. */
  customer?: Maybe<Customer>;
  /** The last day. Null: evergreen. */
  endDate?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  lines: Array<ContractLine>;
  name?: Maybe<Scalars['String']['output']>;
  /** The newest contract that names this one as what it renews. */
  renewedBy?: Maybe<Contract>;
  renewedFrom?: Maybe<Contract>;
  /** A draft may have no start yet: then the day on which it was made. */
  startDate: Scalars['Date']['output'];
  status: ContractStatus;
  termMonths?: Maybe<Scalars['Int']['output']>;
  totalContractValue?: Maybe<Money>;
};


/** TM Forum Agreement; Salesforce Contract or ServiceContract. */
export type ContractCustomFieldsArgs = {
  keys?: InputMaybe<Array<Scalars['String']['input']>>;
};

export type ContractConnection = {
  __typename?: 'ContractConnection';
  edges: Array<ContractEdge>;
  nodes: Array<Maybe<Contract>>;
  pageInfo: PageInfo;
};

export type ContractEdge = {
  __typename?: 'ContractEdge';
  cursor: Scalars['String']['output'];
  node?: Maybe<Contract>;
};

/** unitPrice is per month, per year or once, as the product is priced; netAmount is the whole term after discounts. id is stable, and no node. */
export type ContractLine = {
  __typename?: 'ContractLine';
  id: Scalars['ID']['output'];
  netAmount: Money;
  product?: Maybe<Product>;
  quantity: Scalars['Decimal']['output'];
  renewable: Scalars['Boolean']['output'];
  term: Period;
  unitPrice: Money;
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

/** A field outside the canonical model, as its system has it. */
export type CustomField = {
  __typename?: 'CustomField';
  key: Scalars['String']['output'];
  sourceField: Scalars['String']['output'];
  system: SystemInstance;
  type: Scalars['String']['output'];
  value?: Maybe<Scalars['JSON']['output']>;
};

export type Customer = {
  __typename?: 'Customer';
  /** Name of the sales person in charge. */
  accountOwner?: Maybe<Scalars['String']['output']>;
  /** This list and the next three: newest first by when the CRM made the record; null where the CRM does not know the customer. */
  contacts?: Maybe<ContactConnection>;
  contracts?: Maybe<ContractConnection>;
  crmBillingAddress?: Maybe<Address>;
  crmCustomFields?: Maybe<Array<CustomField>>;
  crmLegalName?: Maybe<Scalars['String']['output']>;
  crmReads?: Maybe<Array<SourceRead>>;
  /** Web domain: "acme.com". */
  domain?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  /** won: true = closed won, false = closed lost, absent = all, the open ones too. */
  opportunities?: Maybe<OpportunityConnection>;
  /** Null: stands alone, or its parent is not matched to a customer. */
  parent?: Maybe<Customer>;
  quotes?: Maybe<QuoteConnection>;
  shippingAddress?: Maybe<Address>;
  /** PROSPECT has not bought yet, CHURNED no longer does. */
  status?: Maybe<CustomerStatus>;
  type?: Maybe<CustomerType>;
};


export type CustomerContactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type CustomerContractsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<ContractStatus>>;
};


export type CustomerOpportunitiesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  won?: InputMaybe<Scalars['Boolean']['input']>;
};


export type CustomerQuotesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<QuoteStatus>>;
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

export type EntitlementCheck = {
  __typename?: 'EntitlementCheck';
  channel?: Maybe<CaseChannel>;
  /** Is there a contract, and is it in force. */
  crmEvidence?: Maybe<EntitlementEvidence>;
  crmReads?: Maybe<Array<SourceRead>>;
  customerId: Scalars['ID']['output'];
  featureKey?: Maybe<Scalars['String']['output']>;
  productId?: Maybe<Scalars['ID']['output']>;
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

export type FeatureKind =
  | 'CUSTOM'
  | 'QUANTITY'
  | 'RANGE'
  | 'SWITCH'
  | 'UNKNOWN';

export type FreshnessState =
  | 'FRESH'
  | 'SOURCE_UNAVAILABLE'
  | 'STALE'
  | 'STALE_WITHIN_POLICY'
  | 'UNKNOWN';

/** Collection life. Overdue is derived from dueDate and amountDue, so it is a filter, not a status. */
export type InvoiceStatus =
  | 'DRAFT'
  | 'OPEN'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'UNCOLLECTIBLE'
  | 'UNKNOWN'
  | 'VOID';

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

/** A deal. Closed and won starts quote-to-cash. */
export type Opportunity = Node & {
  __typename?: 'Opportunity';
  amount?: Maybe<Money>;
  closeDate?: Maybe<Scalars['Date']['output']>;
  contract?: Maybe<Contract>;
  crmReads?: Maybe<Array<SourceRead>>;
  customer?: Maybe<Customer>;
  id: Scalars['ID']['output'];
  lines: Array<OrderLine>;
  name: Scalars['String']['output'];
  quote?: Maybe<Quote>;
  /** The stage's label in the CRM; every company has its own. */
  stage: Scalars['String']['output'];
  /** True: closed won. False: closed lost. Null: still open. */
  won?: Maybe<Scalars['Boolean']['output']>;
};

export type OpportunityConnection = {
  __typename?: 'OpportunityConnection';
  edges: Array<OpportunityEdge>;
  nodes: Array<Maybe<Opportunity>>;
  pageInfo: PageInfo;
};

export type OpportunityEdge = {
  __typename?: 'OpportunityEdge';
  cursor: Scalars['String']['output'];
  node?: Maybe<Opportunity>;
};

export type Order = {
  __typename?: 'Order';
  crmReads?: Maybe<Array<SourceRead>>;
  id: Scalars['ID']['output'];
  /** The customer's own number, often required on the invoice. */
  purchaseOrderNumber?: Maybe<Scalars['String']['output']>;
  quote?: Maybe<Quote>;
};

/** A line of an opportunity, a quote or an order. */
export type OrderLine = {
  __typename?: 'OrderLine';
  discount?: Maybe<Money>;
  id: Scalars['ID']['output'];
  product?: Maybe<Product>;
  quantity: Scalars['Decimal']['output'];
  term?: Maybe<Period>;
  total: Money;
  unitPrice: Money;
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

export type ProcessKind =
  | 'CASE_TO_ENTITLEMENT'
  | 'CUSTOMER_UPSERT'
  | 'EVENTS_REPLAY'
  | 'PAYMENT_EXCEPTION'
  | 'QUOTE_TO_CASH'
  | 'RENEWAL_TO_INVOICE';

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

export type Product = {
  __typename?: 'Product';
  crmName?: Maybe<Scalars['String']['output']>;
  crmReads?: Maybe<Array<SourceRead>>;
  id: Scalars['ID']['output'];
};

export type ProductKind =
  | 'BUNDLE'
  | 'ONE_TIME'
  | 'SERVICE'
  | 'SUBSCRIPTION'
  | 'UNKNOWN'
  | 'USAGE';

export type Query = {
  __typename?: 'Query';
  /** Null when the id names nothing the caller may see. */
  contract?: Maybe<Contract>;
  opportunity?: Maybe<Opportunity>;
};


export type QueryContractArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOpportunityArgs = {
  id: Scalars['ID']['input'];
};

export type Quote = Node & {
  __typename?: 'Quote';
  customer?: Maybe<Customer>;
  /** The last day on which it can be accepted. */
  expiresOn?: Maybe<Scalars['Date']['output']>;
  id: Scalars['ID']['output'];
  lines: Array<OrderLine>;
  quoteNumber: Scalars['String']['output'];
  status: QuoteStatus;
  /** Discounts, tax and shipping included. */
  total: Money;
};

export type QuoteConnection = {
  __typename?: 'QuoteConnection';
  edges: Array<QuoteEdge>;
  nodes: Array<Maybe<Quote>>;
  pageInfo: PageInfo;
};

export type QuoteEdge = {
  __typename?: 'QuoteEdge';
  cursor: Scalars['String']['output'];
  node?: Maybe<Quote>;
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

/** One authorised account at a vendor. Every subgraph answers these fields from configuration, so naming a system costs no fetch. */
export type SystemInstance = {
  __typename?: 'SystemInstance';
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
  Contact: Contact;
  Contract: Contract;
  Customer: Customer;
  EntitlementCheck: EntitlementCheck;
  Opportunity: Opportunity;
  Order: Order;
  Product: Product;
  Quote: Quote;
  SystemInstance: SystemInstance;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Contact:
    ( { __typename: 'Contact' }
    & GraphQLRecursivePick<FederationTypes['Contact'], {"id":true}> );
  Contract:
    ( { __typename: 'Contract' }
    & GraphQLRecursivePick<FederationTypes['Contract'], {"id":true}> );
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
  EntitlementCheck:
    ( { __typename: 'EntitlementCheck' }
    & GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"customerId":true,"productId":true,"featureKey":true,"channel":true}> );
  Opportunity:
    ( { __typename: 'Opportunity' }
    & GraphQLRecursivePick<FederationTypes['Opportunity'], {"id":true}> );
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"id":true}> );
  Quote:
    ( { __typename: 'Quote' }
    & GraphQLRecursivePick<FederationTypes['Quote'], {"id":true}> );
  SystemInstance:
    ( { __typename: 'SystemInstance' }
    & GraphQLRecursivePick<FederationTypes['SystemInstance'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ContactMapper )
    | ( ContractMapper )
    | ( OpportunityMapper )
    | ( QuoteMapper )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Address: ResolverTypeWrapper<Address>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  AttemptDirection: AttemptDirection;
  BillingInterval: BillingInterval;
  CaseChannel: CaseChannel;
  CasePriority: CasePriority;
  CaseSeverity: CaseSeverity;
  CaseStatus: CaseStatus;
  CircuitState: CircuitState;
  CollectionMethod: CollectionMethod;
  CompensationKind: CompensationKind;
  Contact: ResolverTypeWrapper<ContactMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ContactConnection: ResolverTypeWrapper<Omit<ContactConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ContactEdge']>, nodes: Array<Maybe<ResolversTypes['Contact']>> }>;
  ContactEdge: ResolverTypeWrapper<Omit<ContactEdge, 'node'> & { node?: Maybe<ResolversTypes['Contact']> }>;
  ContactRole: ContactRole;
  Contract: ResolverTypeWrapper<ContractMapper>;
  ContractConnection: ResolverTypeWrapper<Omit<ContractConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ContractEdge']>, nodes: Array<Maybe<ResolversTypes['Contract']>> }>;
  ContractEdge: ResolverTypeWrapper<Omit<ContractEdge, 'node'> & { node?: Maybe<ResolversTypes['Contract']> }>;
  ContractLine: ResolverTypeWrapper<ContractLineMapper>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ContractStatus: ContractStatus;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  CustomField: ResolverTypeWrapper<Omit<CustomField, 'system'> & { system: ResolversTypes['SystemInstance'] }>;
  Customer: ResolverTypeWrapper<CustomerMapper>;
  CustomerSort: CustomerSort;
  CustomerStatus: CustomerStatus;
  CustomerType: CustomerType;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DecrementOn: DecrementOn;
  Duration: ResolverTypeWrapper<Scalars['Duration']['output']>;
  EntitlementCheck: ResolverTypeWrapper<EntitlementCheckMapper>;
  EntitlementEvidence: ResolverTypeWrapper<EntitlementEvidence>;
  EntitlementOutcome: EntitlementOutcome;
  EntitlementReason: EntitlementReason;
  EntitlementRef: ResolverTypeWrapper<EntitlementRef>;
  EntitlementSource: EntitlementSource;
  EntitlementStatus: EntitlementStatus;
  ErrorClass: ErrorClass;
  EventCause: EventCause;
  EventType: EventType;
  ExceptionState: ExceptionState;
  ExecutionMode: ExecutionMode;
  ExternalRef: ResolverTypeWrapper<Omit<ExternalRef, 'supersededBy' | 'system'> & { supersededBy?: Maybe<ResolversTypes['ExternalRef']>, system: ResolversTypes['SystemInstance'] }>;
  ExternalRefInput: ExternalRefInput;
  FeatureKind: FeatureKind;
  FreshnessState: FreshnessState;
  InvoiceStatus: InvoiceStatus;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LinkMethod: LinkMethod;
  LinkState: LinkState;
  Money: ResolverTypeWrapper<MoneyValue>;
  MoneyPair: ResolverTypeWrapper<Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversTypes['Money']>, transaction: ResolversTypes['Money'] }>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotEntitledAction: NotEntitledAction;
  Opportunity: ResolverTypeWrapper<OpportunityMapper>;
  OpportunityConnection: ResolverTypeWrapper<Omit<OpportunityConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['OpportunityEdge']>, nodes: Array<Maybe<ResolversTypes['Opportunity']>> }>;
  OpportunityEdge: ResolverTypeWrapper<Omit<OpportunityEdge, 'node'> & { node?: Maybe<ResolversTypes['Opportunity']> }>;
  Order: ResolverTypeWrapper<OrderMapper>;
  OrderLine: ResolverTypeWrapper<OrderLineMapper>;
  OrderStatus: OrderStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PaymentMethodKind: PaymentMethodKind;
  PaymentStatus: PaymentStatus;
  Period: ResolverTypeWrapper<Period>;
  PiiCategory: PiiCategory;
  PostingStatus: PostingStatus;
  PreviewConfidence: PreviewConfidence;
  ProcessKind: ProcessKind;
  ProcessRunStatus: ProcessRunStatus;
  Product: ResolverTypeWrapper<ProductMapper>;
  ProductKind: ProductKind;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quote: ResolverTypeWrapper<QuoteMapper>;
  QuoteConnection: ResolverTypeWrapper<Omit<QuoteConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['QuoteEdge']>, nodes: Array<Maybe<ResolversTypes['Quote']>> }>;
  QuoteEdge: ResolverTypeWrapper<Omit<QuoteEdge, 'node'> & { node?: Maybe<ResolversTypes['Quote']> }>;
  QuoteStatus: QuoteStatus;
  ReadMode: ReadMode;
  RenewalTerms: ResolverTypeWrapper<RenewalTerms>;
  SourceRead: ResolverTypeWrapper<SourceRead>;
  StepEffect: StepEffect;
  StepStatus: StepStatus;
  SubscriptionStatus: SubscriptionStatus;
  SupportUnit: SupportUnit;
  SystemDomain: SystemDomain;
  SystemEnvironment: SystemEnvironment;
  SystemInstance: ResolverTypeWrapper<SystemInstanceMapper>;
  TaxBehavior: TaxBehavior;
  TaxIdentifier: ResolverTypeWrapper<TaxIdentifier>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UserError: ResolverTypeWrapper<Omit<UserError, 'system'> & { system?: Maybe<ResolversTypes['SystemInstance']> }>;
  UserErrorCode: UserErrorCode;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Address: Address;
  String: Scalars['String']['output'];
  AddressInput: AddressInput;
  Contact: ContactMapper;
  ID: Scalars['ID']['output'];
  ContactConnection: Omit<ContactConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ContactEdge']>, nodes: Array<Maybe<ResolversParentTypes['Contact']>> };
  ContactEdge: Omit<ContactEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Contact']> };
  Contract: ContractMapper;
  ContractConnection: Omit<ContractConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ContractEdge']>, nodes: Array<Maybe<ResolversParentTypes['Contract']>> };
  ContractEdge: Omit<ContractEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Contract']> };
  ContractLine: ContractLineMapper;
  Boolean: Scalars['Boolean']['output'];
  CountryCode: Scalars['CountryCode']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  CustomField: Omit<CustomField, 'system'> & { system: ResolversParentTypes['SystemInstance'] };
  Customer: CustomerMapper;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Duration: Scalars['Duration']['output'];
  EntitlementCheck: EntitlementCheckMapper;
  EntitlementEvidence: EntitlementEvidence;
  EntitlementRef: EntitlementRef;
  ExternalRef: Omit<ExternalRef, 'supersededBy' | 'system'> & { supersededBy?: Maybe<ResolversParentTypes['ExternalRef']>, system: ResolversParentTypes['SystemInstance'] };
  ExternalRefInput: ExternalRefInput;
  JSON: Scalars['JSON']['output'];
  Money: MoneyValue;
  MoneyPair: Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversParentTypes['Money']>, transaction: ResolversParentTypes['Money'] };
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Opportunity: OpportunityMapper;
  OpportunityConnection: Omit<OpportunityConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['OpportunityEdge']>, nodes: Array<Maybe<ResolversParentTypes['Opportunity']>> };
  OpportunityEdge: Omit<OpportunityEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Opportunity']> };
  Order: OrderMapper;
  OrderLine: OrderLineMapper;
  PageInfo: PageInfo;
  Period: Period;
  Product: ProductMapper;
  Query: Record<PropertyKey, never>;
  Quote: QuoteMapper;
  QuoteConnection: Omit<QuoteConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['QuoteEdge']>, nodes: Array<Maybe<ResolversParentTypes['Quote']>> };
  QuoteEdge: Omit<QuoteEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Quote']> };
  RenewalTerms: RenewalTerms;
  SourceRead: SourceRead;
  SystemInstance: SystemInstanceMapper;
  TaxIdentifier: TaxIdentifier;
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

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  countryCode?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  line1?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  line2?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact'], FederationReferenceType extends FederationReferenceTypes['Contact'] = FederationReferenceTypes['Contact']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Contact']> | FederationReferenceType, FederationReferenceType, ContextType>;
  crmReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['ContactRole']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContactConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContactConnection'] = ResolversParentTypes['ContactConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ContactEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Contact']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ContactEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContactEdge'] = ResolversParentTypes['ContactEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Contact']>, ParentType, ContextType>;
};

export type ContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract'], FederationReferenceType extends FederationReferenceTypes['Contract'] = FederationReferenceTypes['Contract']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Contract']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amends?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  annualContractValue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  contractNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  crmReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  crmRenewal?: Resolver<Maybe<ResolversTypes['RenewalTerms']>, ParentType, ContextType>;
  customFields?: Resolver<Maybe<Array<ResolversTypes['CustomField']>>, ParentType, ContextType, Partial<ContractCustomFieldsArgs>>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  endDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['ContractLine']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  renewedBy?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  renewedFrom?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  startDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ContractStatus'], ParentType, ContextType>;
  termMonths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  totalContractValue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContractConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContractConnection'] = ResolversParentTypes['ContractConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ContractEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Contract']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ContractEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContractEdge'] = ResolversParentTypes['ContractEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
};

export type ContractLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContractLine'] = ResolversParentTypes['ContractLine']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  netAmount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  renewable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  term?: Resolver<ResolversTypes['Period'], ParentType, ContextType>;
  unitPrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

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
  accountOwner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contacts?: Resolver<Maybe<ResolversTypes['ContactConnection']>, ParentType, ContextType, RequireFields<CustomerContactsArgs, 'first'>>;
  contracts?: Resolver<Maybe<ResolversTypes['ContractConnection']>, ParentType, ContextType, RequireFields<CustomerContractsArgs, 'first'>>;
  crmBillingAddress?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  crmCustomFields?: Resolver<Maybe<Array<ResolversTypes['CustomField']>>, ParentType, ContextType>;
  crmLegalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  crmReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  domain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  opportunities?: Resolver<Maybe<ResolversTypes['OpportunityConnection']>, ParentType, ContextType, RequireFields<CustomerOpportunitiesArgs, 'first'>>;
  parent?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  quotes?: Resolver<Maybe<ResolversTypes['QuoteConnection']>, ParentType, ContextType, RequireFields<CustomerQuotesArgs, 'first'>>;
  shippingAddress?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['CustomerStatus']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['CustomerType']>, ParentType, ContextType>;
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

export type EntitlementCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementCheck'] = ResolversParentTypes['EntitlementCheck'], FederationReferenceType extends FederationReferenceTypes['EntitlementCheck'] = FederationReferenceTypes['EntitlementCheck']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['EntitlementCheck']> | FederationReferenceType, FederationReferenceType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['CaseChannel']>, ParentType, ContextType>;
  crmEvidence?: Resolver<Maybe<ResolversTypes['EntitlementEvidence']>, ParentType, ContextType>;
  crmReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  featureKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  productId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type EntitlementEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementEvidence'] = ResolversParentTypes['EntitlementEvidence']> = {
  grants?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  inGrace?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['EntitlementReason']>, ParentType, ContextType>;
};

export type EntitlementRefResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementRef'] = ResolversParentTypes['EntitlementRef']> = {
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

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
  __resolveType: TypeResolveFn<'Contact' | 'Contract' | 'Opportunity' | 'Quote', ParentType, ContextType>;
};

export type OpportunityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Opportunity'] = ResolversParentTypes['Opportunity'], FederationReferenceType extends FederationReferenceTypes['Opportunity'] = FederationReferenceTypes['Opportunity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Opportunity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  closeDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  crmReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  won?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OpportunityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpportunityConnection'] = ResolversParentTypes['OpportunityConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OpportunityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Opportunity']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OpportunityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpportunityEdge'] = ResolversParentTypes['OpportunityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Opportunity']>, ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  crmReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  purchaseOrderNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine']> = {
  discount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  term?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unitPrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  crmName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  crmReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType, RequireFields<QueryContractArgs, 'id'>>;
  opportunity?: Resolver<Maybe<ResolversTypes['Opportunity']>, ParentType, ContextType, RequireFields<QueryOpportunityArgs, 'id'>>;
};

export type QuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quote'] = ResolversParentTypes['Quote'], FederationReferenceType extends FederationReferenceTypes['Quote'] = FederationReferenceTypes['Quote']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Quote']> | FederationReferenceType, FederationReferenceType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  expiresOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  quoteNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['QuoteStatus'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QuoteConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteConnection'] = ResolversParentTypes['QuoteConnection']> = {
  edges?: Resolver<Array<ResolversTypes['QuoteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Quote']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type QuoteEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteEdge'] = ResolversParentTypes['QuoteEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
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

export type SystemInstanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SystemInstance'] = ResolversParentTypes['SystemInstance'], FederationReferenceType extends FederationReferenceTypes['SystemInstance'] = FederationReferenceTypes['SystemInstance']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SystemInstance']> | FederationReferenceType, FederationReferenceType, ContextType>;
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
  Address?: AddressResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  ContactConnection?: ContactConnectionResolvers<ContextType>;
  ContactEdge?: ContactEdgeResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  ContractConnection?: ContractConnectionResolvers<ContextType>;
  ContractEdge?: ContractEdgeResolvers<ContextType>;
  ContractLine?: ContractLineResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  CustomField?: CustomFieldResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  EntitlementCheck?: EntitlementCheckResolvers<ContextType>;
  EntitlementEvidence?: EntitlementEvidenceResolvers<ContextType>;
  EntitlementRef?: EntitlementRefResolvers<ContextType>;
  ExternalRef?: ExternalRefResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  MoneyPair?: MoneyPairResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Opportunity?: OpportunityResolvers<ContextType>;
  OpportunityConnection?: OpportunityConnectionResolvers<ContextType>;
  OpportunityEdge?: OpportunityEdgeResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Quote?: QuoteResolvers<ContextType>;
  QuoteConnection?: QuoteConnectionResolvers<ContextType>;
  QuoteEdge?: QuoteEdgeResolvers<ContextType>;
  RenewalTerms?: RenewalTermsResolvers<ContextType>;
  SourceRead?: SourceReadResolvers<ContextType>;
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
