import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyValue } from '../../shared/money.ts';
import type { CustomerMapper, ContractMapper, ContactMapper, ProductMapper, SystemInstanceMapper, CaseMapper, CasePayloadMapper, CaseCommercialContextMapper, SlaMilestoneMapper, SupportEntitlementMapper, EntitlementCheckMapper } from '../mappers.ts';
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

export type Case = Node & {
  __typename?: 'Case';
  /** What people quote: "CS0001005". */
  caseNumber: Scalars['String']['output'];
  /** How the case reached support. */
  channel?: Maybe<CaseChannel>;
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What an agent needs on one screen; each part may be null on its own. Null when the case has no known customer. */
  commercialContext?: Maybe<CaseCommercialContext>;
  contact?: Maybe<Contact>;
  /** Null while matching has not said which customer the account is. */
  customer?: Maybe<Customer>;
  description?: Maybe<Scalars['String']['output']>;
  /** The entitlement the case was booked on. */
  entitlement?: Maybe<SupportEntitlement>;
  /** Asked anew for this case's customer, product and channel. */
  entitlementCheck?: Maybe<EntitlementCheck>;
  /** While an escalation is open; a closed one leaves no trace here. */
  escalated: Scalars['Boolean']['output'];
  escalatedAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  /** The clocks that run on the case, in the order in which they started; cancelled ones are left out. */
  milestones: Array<SlaMilestone>;
  openedAt: Scalars['DateTime']['output'];
  priority: CasePriority;
  product?: Maybe<Product>;
  resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How bad it is for the customer, as distinct from how soon we act. Null where the support system keeps none. */
  severity?: Maybe<CaseSeverity>;
  status: CaseStatus;
  subject: Scalars['String']['output'];
  supportReads?: Maybe<Array<SourceRead>>;
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
  caseId: Scalars['ID']['output'];
  /** The contract the case is handled under. */
  contract?: Maybe<Contract>;
  customerId: Scalars['ID']['output'];
  supportEntitlementRefs?: Maybe<Array<EntitlementRef>>;
};

export type CaseConnection = {
  __typename?: 'CaseConnection';
  edges: Array<CaseEdge>;
  nodes: Array<Maybe<Case>>;
  pageInfo: PageInfo;
};

export type CaseEdge = {
  __typename?: 'CaseEdge';
  cursor: Scalars['String']['output'];
  node?: Maybe<Case>;
};

/** severity: as it is from now on; null leaves it as it was. */
export type CaseEscalateInput = {
  caseId: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  severity?: InputMaybe<CaseSeverity>;
};

/** channel: how it reached the caller; a support system without a word for programs files what they open under the web. */
export type CaseOpenInput = {
  channel?: InputMaybe<CaseChannel>;
  contactId?: InputMaybe<Scalars['ID']['input']>;
  customerId: Scalars['ID']['input'];
  description?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey: Scalars['String']['input'];
  priority?: InputMaybe<CasePriority>;
  productId?: InputMaybe<Scalars['ID']['input']>;
  severity?: InputMaybe<CaseSeverity>;
  subject: Scalars['String']['input'];
};

/** case is null when userErrors says why. */
export type CasePayload = {
  __typename?: 'CasePayload';
  case?: Maybe<Case>;
  replayed: Scalars['Boolean']['output'];
  userErrors: Array<UserError>;
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

export type Contact = {
  __typename?: 'Contact';
  id: Scalars['ID']['output'];
};

export type ContactRole =
  | 'BILLING'
  | 'PRIMARY'
  | 'SIGNATORY'
  | 'SUPPORT'
  | 'TECHNICAL'
  | 'UNKNOWN';

export type Contract = {
  __typename?: 'Contract';
  id: Scalars['ID']['output'];
  supportEntitlementRefs?: Maybe<Array<EntitlementRef>>;
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
  /** Newest first, over all support systems that know the customer. statuses: only those; an empty list matches nothing. */
  cases?: Maybe<CaseConnection>;
  id: Scalars['ID']['output'];
  supportCustomFields?: Maybe<Array<CustomField>>;
  supportEntitlementRefs?: Maybe<Array<EntitlementRef>>;
  supportReads?: Maybe<Array<SourceRead>>;
  /** The level of support sold, in the support system's own word: "Platinum". Null when support does not know the customer. */
  supportTier?: Maybe<Scalars['String']['output']>;
};


export type CustomerCasesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<CaseStatus>>;
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

export type Entitlement = {
  contract?: Maybe<Contract>;
  customer?: Maybe<Customer>;
  id: Scalars['ID']['output'];
  source: EntitlementSource;
  status: EntitlementStatus;
  validFor: Period;
};

export type EntitlementCheck = {
  __typename?: 'EntitlementCheck';
  channel?: Maybe<CaseChannel>;
  customerId: Scalars['ID']['output'];
  featureKey?: Maybe<Scalars['String']['output']>;
  productId?: Maybe<Scalars['ID']['output']>;
  /** The best candidate by date, status, channel and units left. */
  supportEvidence?: Maybe<EntitlementEvidence>;
  supportReads?: Maybe<Array<SourceRead>>;
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

export type Mutation = {
  __typename?: 'Mutation';
  /** Already escalated: answers the case unchanged, no second escalation. */
  caseEscalate?: Maybe<CasePayload>;
  /** Opens a case in the customer's support system. */
  caseOpen?: Maybe<CasePayload>;
};


export type MutationCaseEscalateArgs = {
  input: CaseEscalateInput;
};


export type MutationCaseOpenArgs = {
  input: CaseOpenInput;
};

/** Anything with a global id: opaque, minted once, independent of vendor. */
export type Node = {
  id: Scalars['ID']['output'];
};

export type NotEntitledAction =
  | 'ANNOTATE'
  | 'HOLD'
  | 'ROUTE_TO_BILLING';

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
  case?: Maybe<Case>;
};


export type QueryCaseArgs = {
  id: Scalars['ID']['input'];
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

/** A promised time and how it is kept. completedAt null: the clock still runs, or rests. */
export type SlaMilestone = {
  __typename?: 'SlaMilestone';
  completedAt?: Maybe<Scalars['DateTime']['output']>;
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  name: Scalars['String']['output'];
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  target: Scalars['Duration']['output'];
  violated: Scalars['Boolean']['output'];
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

/** How much and what kind of support (Salesforce, ServiceNow). */
export type SupportEntitlement = Entitlement & Node & {
  __typename?: 'SupportEntitlement';
  assetSerial?: Maybe<Scalars['String']['output']>;
  /** The vendor's name of the schedule. */
  businessHours?: Maybe<Scalars['String']['output']>;
  /** Empty: every channel. */
  channels: Array<CaseChannel>;
  contract?: Maybe<Contract>;
  customer?: Maybe<Customer>;
  /** When a unit is taken off. */
  decrementOn: DecrementOn;
  id: Scalars['ID']['output'];
  /** Promises that hang on the entitlement itself; clocks that run hang on cases. */
  milestones: Array<SlaMilestone>;
  /** Null: every product, or one that matching does not know. */
  product?: Maybe<Product>;
  remainingUnits?: Maybe<Scalars['Decimal']['output']>;
  slaName?: Maybe<Scalars['String']['output']>;
  source: EntitlementSource;
  status: EntitlementStatus;
  supportReads?: Maybe<Array<SourceRead>>;
  /** In unit. Null: unlimited. */
  totalUnits?: Maybe<Scalars['Decimal']['output']>;
  unit: SupportUnit;
  validFor: Period;
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
  Case: Case;
  CaseCommercialContext: CaseCommercialContext;
  Contract: Contract;
  Customer: Customer;
  EntitlementCheck: EntitlementCheck;
  SupportEntitlement: SupportEntitlement;
  SystemInstance: SystemInstance;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Case:
    ( { __typename: 'Case' }
    & GraphQLRecursivePick<FederationTypes['Case'], {"id":true}> );
  CaseCommercialContext:
    ( { __typename: 'CaseCommercialContext' }
    & GraphQLRecursivePick<FederationTypes['CaseCommercialContext'], {"caseId":true,"customerId":true}> );
  Contract:
    ( { __typename: 'Contract' }
    & GraphQLRecursivePick<FederationTypes['Contract'], {"id":true}> );
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
  EntitlementCheck:
    ( { __typename: 'EntitlementCheck' }
    & GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"customerId":true,"productId":true,"featureKey":true,"channel":true}> );
  SupportEntitlement:
    ( { __typename: 'SupportEntitlement' }
    & GraphQLRecursivePick<FederationTypes['SupportEntitlement'], {"id":true}> );
  SystemInstance:
    ( { __typename: 'SystemInstance' }
    & GraphQLRecursivePick<FederationTypes['SystemInstance'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Entitlement: ( SupportEntitlementMapper );
  Node:
    | ( CaseMapper )
    | ( SupportEntitlementMapper )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Address: ResolverTypeWrapper<Address>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  AttemptDirection: AttemptDirection;
  BillingInterval: BillingInterval;
  Case: ResolverTypeWrapper<CaseMapper>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CaseChannel: CaseChannel;
  CaseCommercialContext: ResolverTypeWrapper<CaseCommercialContextMapper>;
  CaseConnection: ResolverTypeWrapper<Omit<CaseConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['CaseEdge']>, nodes: Array<Maybe<ResolversTypes['Case']>> }>;
  CaseEdge: ResolverTypeWrapper<Omit<CaseEdge, 'node'> & { node?: Maybe<ResolversTypes['Case']> }>;
  CaseEscalateInput: CaseEscalateInput;
  CaseOpenInput: CaseOpenInput;
  CasePayload: ResolverTypeWrapper<CasePayloadMapper>;
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
  Entitlement: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Entitlement']>;
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
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotEntitledAction: NotEntitledAction;
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
  QuoteStatus: QuoteStatus;
  ReadMode: ReadMode;
  RenewalTerms: ResolverTypeWrapper<RenewalTerms>;
  SlaMilestone: ResolverTypeWrapper<SlaMilestoneMapper>;
  SourceRead: ResolverTypeWrapper<SourceRead>;
  StepEffect: StepEffect;
  StepStatus: StepStatus;
  SubscriptionStatus: SubscriptionStatus;
  SupportEntitlement: ResolverTypeWrapper<SupportEntitlementMapper>;
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
  Case: CaseMapper;
  Boolean: Scalars['Boolean']['output'];
  ID: Scalars['ID']['output'];
  CaseCommercialContext: CaseCommercialContextMapper;
  CaseConnection: Omit<CaseConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CaseEdge']>, nodes: Array<Maybe<ResolversParentTypes['Case']>> };
  CaseEdge: Omit<CaseEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Case']> };
  CaseEscalateInput: CaseEscalateInput;
  CaseOpenInput: CaseOpenInput;
  CasePayload: CasePayloadMapper;
  Contact: ContactMapper;
  Contract: ContractMapper;
  CountryCode: Scalars['CountryCode']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  CustomField: Omit<CustomField, 'system'> & { system: ResolversParentTypes['SystemInstance'] };
  Customer: CustomerMapper;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Duration: Scalars['Duration']['output'];
  Entitlement: ResolversInterfaceTypes<ResolversParentTypes>['Entitlement'];
  EntitlementCheck: EntitlementCheckMapper;
  EntitlementEvidence: EntitlementEvidence;
  EntitlementRef: EntitlementRef;
  ExternalRef: Omit<ExternalRef, 'supersededBy' | 'system'> & { supersededBy?: Maybe<ResolversParentTypes['ExternalRef']>, system: ResolversParentTypes['SystemInstance'] };
  ExternalRefInput: ExternalRefInput;
  JSON: Scalars['JSON']['output'];
  Money: MoneyValue;
  MoneyPair: Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversParentTypes['Money']>, transaction: ResolversParentTypes['Money'] };
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Period: Period;
  Product: ProductMapper;
  Query: Record<PropertyKey, never>;
  RenewalTerms: RenewalTerms;
  SlaMilestone: SlaMilestoneMapper;
  SourceRead: SourceRead;
  SupportEntitlement: SupportEntitlementMapper;
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

export type CaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Case'] = ResolversParentTypes['Case'], FederationReferenceType extends FederationReferenceTypes['Case'] = FederationReferenceTypes['Case']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Case']> | FederationReferenceType, FederationReferenceType, ContextType>;
  caseNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['CaseChannel']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  commercialContext?: Resolver<Maybe<ResolversTypes['CaseCommercialContext']>, ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['Contact']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entitlement?: Resolver<Maybe<ResolversTypes['SupportEntitlement']>, ParentType, ContextType>;
  entitlementCheck?: Resolver<Maybe<ResolversTypes['EntitlementCheck']>, ParentType, ContextType>;
  escalated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  escalatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  milestones?: Resolver<Array<ResolversTypes['SlaMilestone']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  priority?: Resolver<ResolversTypes['CasePriority'], ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['CaseSeverity']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CaseStatus'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  supportReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CaseCommercialContextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseCommercialContext'] = ResolversParentTypes['CaseCommercialContext'], FederationReferenceType extends FederationReferenceTypes['CaseCommercialContext'] = FederationReferenceTypes['CaseCommercialContext']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CaseCommercialContext']> | FederationReferenceType, FederationReferenceType, ContextType>;
  caseId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  supportEntitlementRefs?: Resolver<Maybe<Array<ResolversTypes['EntitlementRef']>>, ParentType, ContextType>;
};

export type CaseConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseConnection'] = ResolversParentTypes['CaseConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CaseEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Case']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CaseEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseEdge'] = ResolversParentTypes['CaseEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
};

export type CasePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CasePayload'] = ResolversParentTypes['CasePayload']> = {
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract'], FederationReferenceType extends FederationReferenceTypes['Contract'] = FederationReferenceTypes['Contract']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Contract']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  supportEntitlementRefs?: Resolver<Maybe<Array<ResolversTypes['EntitlementRef']>>, ParentType, ContextType>;
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
  cases?: Resolver<Maybe<ResolversTypes['CaseConnection']>, ParentType, ContextType, RequireFields<CustomerCasesArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  supportCustomFields?: Resolver<Maybe<Array<ResolversTypes['CustomField']>>, ParentType, ContextType>;
  supportEntitlementRefs?: Resolver<Maybe<Array<ResolversTypes['EntitlementRef']>>, ParentType, ContextType>;
  supportReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  supportTier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<'SupportEntitlement', ParentType, ContextType>;
};

export type EntitlementCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementCheck'] = ResolversParentTypes['EntitlementCheck'], FederationReferenceType extends FederationReferenceTypes['EntitlementCheck'] = FederationReferenceTypes['EntitlementCheck']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['EntitlementCheck']> | FederationReferenceType, FederationReferenceType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['CaseChannel']>, ParentType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  featureKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  productId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  supportEvidence?: Resolver<Maybe<ResolversTypes['EntitlementEvidence']>, ParentType, ContextType>;
  supportReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
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

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  caseEscalate?: Resolver<Maybe<ResolversTypes['CasePayload']>, ParentType, ContextType, RequireFields<MutationCaseEscalateArgs, 'input'>>;
  caseOpen?: Resolver<Maybe<ResolversTypes['CasePayload']>, ParentType, ContextType, RequireFields<MutationCaseOpenArgs, 'input'>>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Case' | 'SupportEntitlement', ParentType, ContextType>;
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

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType, RequireFields<QueryCaseArgs, 'id'>>;
};

export type RenewalTermsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RenewalTerms'] = ResolversParentTypes['RenewalTerms']> = {
  autoRenew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  noticeDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  renewalDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  termMonths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  upliftPercent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type SlaMilestoneResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SlaMilestone'] = ResolversParentTypes['SlaMilestone']> = {
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  target?: Resolver<ResolversTypes['Duration'], ParentType, ContextType>;
  violated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  assetSerial?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  businessHours?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  channels?: Resolver<Array<ResolversTypes['CaseChannel']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  decrementOn?: Resolver<ResolversTypes['DecrementOn'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  milestones?: Resolver<Array<ResolversTypes['SlaMilestone']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  remainingUnits?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  slaName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['EntitlementSource'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['EntitlementStatus'], ParentType, ContextType>;
  supportReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  totalUnits?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['SupportUnit'], ParentType, ContextType>;
  validFor?: Resolver<ResolversTypes['Period'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  Case?: CaseResolvers<ContextType>;
  CaseCommercialContext?: CaseCommercialContextResolvers<ContextType>;
  CaseConnection?: CaseConnectionResolvers<ContextType>;
  CaseEdge?: CaseEdgeResolvers<ContextType>;
  CasePayload?: CasePayloadResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  CustomField?: CustomFieldResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  Entitlement?: EntitlementResolvers<ContextType>;
  EntitlementCheck?: EntitlementCheckResolvers<ContextType>;
  EntitlementEvidence?: EntitlementEvidenceResolvers<ContextType>;
  EntitlementRef?: EntitlementRefResolvers<ContextType>;
  ExternalRef?: ExternalRefResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  MoneyPair?: MoneyPairResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RenewalTerms?: RenewalTermsResolvers<ContextType>;
  SlaMilestone?: SlaMilestoneResolvers<ContextType>;
  SourceRead?: SourceReadResolvers<ContextType>;
  SupportEntitlement?: SupportEntitlementResolvers<ContextType>;
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
