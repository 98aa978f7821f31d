import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyValue } from '../../shared/money.ts';
import type { CustomerCreatedEventMapper, CustomerUpdatedEventMapper, InvoicePostedEventMapper, InvoicePaidEventMapper, PaymentFailedEventMapper, PaymentSucceededEventMapper, ContractRenewedEventMapper, SubscriptionChangedEventMapper, EntitlementChangedEventMapper, CaseOpenedEventMapper, CaseEscalatedEventMapper, CaseResolvedEventMapper, ProcessRunUpdatedEventMapper, SystemInstanceMapper, ExternalRefMapper, CaseMapper, InvoiceMapper, PaymentMapper, ContractMapper, BillingSubscriptionMapper } from '../mappers.ts';
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

export type BillingSubscription = {
  __typename?: 'BillingSubscription';
  customer?: Maybe<Customer>;
  id: Scalars['ID']['output'];
};

/** eventId is the same on every channel and every delivery; sequence orders the log and resumes it. The entity is null when its system does not answer. */
export type BusinessEvent = {
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  /** Here. */
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  /** In the source. */
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  /** The native record that changed. */
  source: ExternalRef;
  type: EventType;
};

export type Case = {
  __typename?: 'Case';
  customer?: Maybe<Customer>;
  id: Scalars['ID']['output'];
};

export type CaseChannel =
  | 'API'
  | 'CHAT'
  | 'EMAIL'
  | 'PHONE'
  | 'UNKNOWN'
  | 'WEB';

/** Someone or a rule escalated it. */
export type CaseEscalatedEvent = BusinessEvent & {
  __typename?: 'CaseEscalatedEvent';
  case?: Maybe<Case>;
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
};

/** A case was opened in any channel. */
export type CaseOpenedEvent = BusinessEvent & {
  __typename?: 'CaseOpenedEvent';
  case?: Maybe<Case>;
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
};

export type CasePriority =
  | 'HIGH'
  | 'LOW'
  | 'NORMAL'
  | 'UNKNOWN'
  | 'URGENT';

/** The support system calls it resolved. */
export type CaseResolvedEvent = BusinessEvent & {
  __typename?: 'CaseResolvedEvent';
  case?: Maybe<Case>;
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
};

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

export type ContactRole =
  | 'BILLING'
  | 'PRIMARY'
  | 'SIGNATORY'
  | 'SUPPORT'
  | 'TECHNICAL'
  | 'UNKNOWN';

export type Contract = {
  __typename?: 'Contract';
  customer?: Maybe<Customer>;
  id: Scalars['ID']['output'];
};

/** A new term began or was agreed. */
export type ContractRenewedEvent = BusinessEvent & {
  __typename?: 'ContractRenewedEvent';
  cause: EventCause;
  contract?: Maybe<Contract>;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  previous?: Maybe<Contract>;
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
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
  id: Scalars['ID']['output'];
};

/** A customer got its canonical id. */
export type CustomerCreatedEvent = BusinessEvent & {
  __typename?: 'CustomerCreatedEvent';
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  customer?: Maybe<Customer>;
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
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

/** A canonical field changed in any system. */
export type CustomerUpdatedEvent = BusinessEvent & {
  __typename?: 'CustomerUpdatedEvent';
  cause: EventCause;
  /** Canonical paths: "billingAddress.city". */
  changedPaths: Array<Scalars['String']['output']>;
  correlationId: Scalars['ID']['output'];
  customer?: Maybe<Customer>;
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
};

export type DecrementOn =
  | 'CASE_CLOSE'
  | 'CASE_CREATION'
  | 'CASE_RESOLUTION'
  | 'NEVER'
  | 'UNKNOWN';

export type Entitlement = {
  id: Scalars['ID']['output'];
};

/** Granted, used up, expired, revoked or restored. */
export type EntitlementChangedEvent = BusinessEvent & {
  __typename?: 'EntitlementChangedEvent';
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  customer?: Maybe<Customer>;
  detectedAt: Scalars['DateTime']['output'];
  entitlement?: Maybe<Entitlement>;
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
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

/** All given parts must hold. minSeverity: that severity or worse, cases only. */
export type EventFilter = {
  businessUnitIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  customerIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  minSeverity?: InputMaybe<CaseSeverity>;
  regions?: InputMaybe<Array<Scalars['String']['input']>>;
};

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

export type FeatureEntitlement = Entitlement & {
  __typename?: 'FeatureEntitlement';
  id: Scalars['ID']['output'];
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

export type Invoice = {
  __typename?: 'Invoice';
  customer?: Maybe<Customer>;
  id: Scalars['ID']['output'];
};

/** Nothing is due any more. */
export type InvoicePaidEvent = BusinessEvent & {
  __typename?: 'InvoicePaidEvent';
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  invoice?: Maybe<Invoice>;
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
};

/** The ERP posted it to the ledger. */
export type InvoicePostedEvent = BusinessEvent & {
  __typename?: 'InvoicePostedEvent';
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  invoice?: Maybe<Invoice>;
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
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

export type Payment = {
  __typename?: 'Payment';
  customer?: Maybe<Customer>;
  id: Scalars['ID']['output'];
};

/** A collection attempt failed. */
export type PaymentFailedEvent = BusinessEvent & {
  __typename?: 'PaymentFailedEvent';
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  /** Null where the payment names no invoice. */
  invoice?: Maybe<Invoice>;
  occurredAt: Scalars['DateTime']['output'];
  payment?: Maybe<Payment>;
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
  willRetry: Scalars['Boolean']['output'];
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

/** Money arrived. */
export type PaymentSucceededEvent = BusinessEvent & {
  __typename?: 'PaymentSucceededEvent';
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  invoice?: Maybe<Invoice>;
  occurredAt: Scalars['DateTime']['output'];
  payment?: Maybe<Payment>;
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
};

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

export type ProcessRun = {
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

/** A run of a business process has another status. Its source is the run itself. */
export type ProcessRunUpdatedEvent = BusinessEvent & {
  __typename?: 'ProcessRunUpdatedEvent';
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  run?: Maybe<ProcessRun>;
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  type: EventType;
};

export type ProductKind =
  | 'BUNDLE'
  | 'ONE_TIME'
  | 'SERVICE'
  | 'SUBSCRIPTION'
  | 'UNKNOWN'
  | 'USAGE';

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

/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type Subscription = {
  __typename?: 'Subscription';
  caseEscalated?: Maybe<CaseEscalatedEvent>;
  caseOpened?: Maybe<CaseOpenedEvent>;
  caseResolved?: Maybe<CaseResolvedEvent>;
  contractRenewed?: Maybe<ContractRenewedEvent>;
  customerCreated?: Maybe<CustomerCreatedEvent>;
  customerUpdated?: Maybe<CustomerUpdatedEvent>;
  entitlementChanged?: Maybe<EntitlementChangedEvent>;
  invoicePaid?: Maybe<InvoicePaidEvent>;
  invoicePosted?: Maybe<InvoicePostedEvent>;
  paymentFailed?: Maybe<PaymentFailedEvent>;
  paymentSucceeded?: Maybe<PaymentSucceededEvent>;
  processRunUpdated?: Maybe<ProcessRunUpdatedEvent>;
  subscriptionChanged?: Maybe<SubscriptionChangedEvent>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionCaseEscalatedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionCaseOpenedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionCaseResolvedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionContractRenewedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionCustomerCreatedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionCustomerUpdatedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionEntitlementChangedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionInvoicePaidArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionInvoicePostedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionPaymentFailedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionPaymentSucceededArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionProcessRunUpdatedArgs = {
  id: Scalars['ID']['input'];
  since?: InputMaybe<Scalars['String']['input']>;
};


/** since: a sequence; what happened after it comes first, then what happens. An unknown or expired one is refused, never skipped. */
export type SubscriptionSubscriptionChangedArgs = {
  filter?: InputMaybe<EventFilter>;
  since?: InputMaybe<Scalars['String']['input']>;
};

/** Status, items or period changed. */
export type SubscriptionChangedEvent = BusinessEvent & {
  __typename?: 'SubscriptionChangedEvent';
  cause: EventCause;
  correlationId: Scalars['ID']['output'];
  detectedAt: Scalars['DateTime']['output'];
  eventId: Scalars['ID']['output'];
  occurredAt: Scalars['DateTime']['output'];
  sequence: Scalars['String']['output'];
  source: ExternalRef;
  subscription?: Maybe<BillingSubscription>;
  type: EventType;
};

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

export type SupportEntitlement = Entitlement & {
  __typename?: 'SupportEntitlement';
  id: Scalars['ID']['output'];
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
  SystemInstance: SystemInstance;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  SystemInstance:
    ( { __typename: 'SystemInstance' }
    & GraphQLRecursivePick<FederationTypes['SystemInstance'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  BusinessEvent:
    | ( CaseEscalatedEventMapper )
    | ( CaseOpenedEventMapper )
    | ( CaseResolvedEventMapper )
    | ( ContractRenewedEventMapper )
    | ( CustomerCreatedEventMapper )
    | ( CustomerUpdatedEventMapper )
    | ( EntitlementChangedEventMapper )
    | ( InvoicePaidEventMapper )
    | ( InvoicePostedEventMapper )
    | ( PaymentFailedEventMapper )
    | ( PaymentSucceededEventMapper )
    | ( ProcessRunUpdatedEventMapper )
    | ( SubscriptionChangedEventMapper )
  ;
  Entitlement:
    | ( FeatureEntitlement )
    | ( SupportEntitlement )
  ;
  Node: never;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Address: ResolverTypeWrapper<Address>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  AttemptDirection: AttemptDirection;
  BillingInterval: BillingInterval;
  BillingSubscription: ResolverTypeWrapper<BillingSubscriptionMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  BusinessEvent: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['BusinessEvent']>;
  Case: ResolverTypeWrapper<CaseMapper>;
  CaseChannel: CaseChannel;
  CaseEscalatedEvent: ResolverTypeWrapper<CaseEscalatedEventMapper>;
  CaseOpenedEvent: ResolverTypeWrapper<CaseOpenedEventMapper>;
  CasePriority: CasePriority;
  CaseResolvedEvent: ResolverTypeWrapper<CaseResolvedEventMapper>;
  CaseSeverity: CaseSeverity;
  CaseStatus: CaseStatus;
  CircuitState: CircuitState;
  CollectionMethod: CollectionMethod;
  CompensationKind: CompensationKind;
  ContactRole: ContactRole;
  Contract: ResolverTypeWrapper<ContractMapper>;
  ContractRenewedEvent: ResolverTypeWrapper<ContractRenewedEventMapper>;
  ContractStatus: ContractStatus;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  CustomField: ResolverTypeWrapper<Omit<CustomField, 'system'> & { system: ResolversTypes['SystemInstance'] }>;
  Customer: ResolverTypeWrapper<Customer>;
  CustomerCreatedEvent: ResolverTypeWrapper<CustomerCreatedEventMapper>;
  CustomerSort: CustomerSort;
  CustomerStatus: CustomerStatus;
  CustomerType: CustomerType;
  CustomerUpdatedEvent: ResolverTypeWrapper<CustomerUpdatedEventMapper>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DecrementOn: DecrementOn;
  Duration: ResolverTypeWrapper<Scalars['Duration']['output']>;
  Entitlement: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Entitlement']>;
  EntitlementChangedEvent: ResolverTypeWrapper<EntitlementChangedEventMapper>;
  EntitlementEvidence: ResolverTypeWrapper<EntitlementEvidence>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  EntitlementOutcome: EntitlementOutcome;
  EntitlementReason: EntitlementReason;
  EntitlementRef: ResolverTypeWrapper<EntitlementRef>;
  EntitlementSource: EntitlementSource;
  EntitlementStatus: EntitlementStatus;
  ErrorClass: ErrorClass;
  EventCause: EventCause;
  EventFilter: EventFilter;
  EventType: EventType;
  ExceptionState: ExceptionState;
  ExecutionMode: ExecutionMode;
  ExternalRef: ResolverTypeWrapper<ExternalRefMapper>;
  ExternalRefInput: ExternalRefInput;
  FeatureEntitlement: ResolverTypeWrapper<FeatureEntitlement>;
  FeatureKind: FeatureKind;
  FreshnessState: FreshnessState;
  Invoice: ResolverTypeWrapper<InvoiceMapper>;
  InvoicePaidEvent: ResolverTypeWrapper<InvoicePaidEventMapper>;
  InvoicePostedEvent: ResolverTypeWrapper<InvoicePostedEventMapper>;
  InvoiceStatus: InvoiceStatus;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LinkMethod: LinkMethod;
  LinkState: LinkState;
  Money: ResolverTypeWrapper<MoneyValue>;
  MoneyPair: ResolverTypeWrapper<Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversTypes['Money']>, transaction: ResolversTypes['Money'] }>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotEntitledAction: NotEntitledAction;
  OrderStatus: OrderStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Payment: ResolverTypeWrapper<PaymentMapper>;
  PaymentFailedEvent: ResolverTypeWrapper<PaymentFailedEventMapper>;
  PaymentMethodKind: PaymentMethodKind;
  PaymentStatus: PaymentStatus;
  PaymentSucceededEvent: ResolverTypeWrapper<PaymentSucceededEventMapper>;
  Period: ResolverTypeWrapper<Period>;
  PiiCategory: PiiCategory;
  PostingStatus: PostingStatus;
  PreviewConfidence: PreviewConfidence;
  ProcessKind: ProcessKind;
  ProcessRun: ResolverTypeWrapper<ProcessRun>;
  ProcessRunStatus: ProcessRunStatus;
  ProcessRunUpdatedEvent: ResolverTypeWrapper<ProcessRunUpdatedEventMapper>;
  ProductKind: ProductKind;
  QuoteStatus: QuoteStatus;
  ReadMode: ReadMode;
  RenewalTerms: ResolverTypeWrapper<RenewalTerms>;
  SourceRead: ResolverTypeWrapper<SourceRead>;
  StepEffect: StepEffect;
  StepStatus: StepStatus;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SubscriptionChangedEvent: ResolverTypeWrapper<SubscriptionChangedEventMapper>;
  SubscriptionStatus: SubscriptionStatus;
  SupportEntitlement: ResolverTypeWrapper<SupportEntitlement>;
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
  BillingSubscription: BillingSubscriptionMapper;
  ID: Scalars['ID']['output'];
  BusinessEvent: ResolversInterfaceTypes<ResolversParentTypes>['BusinessEvent'];
  Case: CaseMapper;
  CaseEscalatedEvent: CaseEscalatedEventMapper;
  CaseOpenedEvent: CaseOpenedEventMapper;
  CaseResolvedEvent: CaseResolvedEventMapper;
  Contract: ContractMapper;
  ContractRenewedEvent: ContractRenewedEventMapper;
  CountryCode: Scalars['CountryCode']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  CustomField: Omit<CustomField, 'system'> & { system: ResolversParentTypes['SystemInstance'] };
  Customer: Customer;
  CustomerCreatedEvent: CustomerCreatedEventMapper;
  CustomerUpdatedEvent: CustomerUpdatedEventMapper;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Duration: Scalars['Duration']['output'];
  Entitlement: ResolversInterfaceTypes<ResolversParentTypes>['Entitlement'];
  EntitlementChangedEvent: EntitlementChangedEventMapper;
  EntitlementEvidence: EntitlementEvidence;
  Boolean: Scalars['Boolean']['output'];
  EntitlementRef: EntitlementRef;
  EventFilter: EventFilter;
  ExternalRef: ExternalRefMapper;
  ExternalRefInput: ExternalRefInput;
  FeatureEntitlement: FeatureEntitlement;
  Invoice: InvoiceMapper;
  InvoicePaidEvent: InvoicePaidEventMapper;
  InvoicePostedEvent: InvoicePostedEventMapper;
  JSON: Scalars['JSON']['output'];
  Money: MoneyValue;
  MoneyPair: Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversParentTypes['Money']>, transaction: ResolversParentTypes['Money'] };
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Payment: PaymentMapper;
  PaymentFailedEvent: PaymentFailedEventMapper;
  PaymentSucceededEvent: PaymentSucceededEventMapper;
  Period: Period;
  ProcessRun: ProcessRun;
  ProcessRunUpdatedEvent: ProcessRunUpdatedEventMapper;
  RenewalTerms: RenewalTerms;
  SourceRead: SourceRead;
  Subscription: Record<PropertyKey, never>;
  SubscriptionChangedEvent: SubscriptionChangedEventMapper;
  SupportEntitlement: SupportEntitlement;
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

export type BillingSubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BillingSubscription'] = ResolversParentTypes['BillingSubscription']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type BusinessEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BusinessEvent'] = ResolversParentTypes['BusinessEvent']> = {
  __resolveType: TypeResolveFn<'CaseEscalatedEvent' | 'CaseOpenedEvent' | 'CaseResolvedEvent' | 'ContractRenewedEvent' | 'CustomerCreatedEvent' | 'CustomerUpdatedEvent' | 'EntitlementChangedEvent' | 'InvoicePaidEvent' | 'InvoicePostedEvent' | 'PaymentFailedEvent' | 'PaymentSucceededEvent' | 'ProcessRunUpdatedEvent' | 'SubscriptionChangedEvent', ParentType, ContextType>;
};

export type CaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Case'] = ResolversParentTypes['Case']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CaseEscalatedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseEscalatedEvent'] = ResolversParentTypes['CaseEscalatedEvent']> = {
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CaseOpenedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseOpenedEvent'] = ResolversParentTypes['CaseOpenedEvent']> = {
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CaseResolvedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseResolvedEvent'] = ResolversParentTypes['CaseResolvedEvent']> = {
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ContractRenewedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContractRenewedEvent'] = ResolversParentTypes['ContractRenewedEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type CustomerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CustomerCreatedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerCreatedEvent'] = ResolversParentTypes['CustomerCreatedEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerUpdatedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerUpdatedEvent'] = ResolversParentTypes['CustomerUpdatedEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  changedPaths?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type EntitlementChangedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementChangedEvent'] = ResolversParentTypes['EntitlementChangedEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  entitlement?: Resolver<Maybe<ResolversTypes['Entitlement']>, ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type FeatureEntitlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeatureEntitlement'] = ResolversParentTypes['FeatureEntitlement']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type InvoicePaidEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvoicePaidEvent'] = ResolversParentTypes['InvoicePaidEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvoicePostedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvoicePostedEvent'] = ResolversParentTypes['InvoicePostedEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<null, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PaymentFailedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentFailedEvent'] = ResolversParentTypes['PaymentFailedEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  willRetry?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentSucceededEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentSucceededEvent'] = ResolversParentTypes['PaymentSucceededEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ProcessRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcessRun'] = ResolversParentTypes['ProcessRun']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ProcessRunUpdatedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcessRunUpdatedEvent'] = ResolversParentTypes['ProcessRunUpdatedEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['ProcessRun']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  caseEscalated?: SubscriptionResolver<Maybe<ResolversTypes['CaseEscalatedEvent']>, "caseEscalated", ParentType, ContextType, Partial<SubscriptionCaseEscalatedArgs>>;
  caseOpened?: SubscriptionResolver<Maybe<ResolversTypes['CaseOpenedEvent']>, "caseOpened", ParentType, ContextType, Partial<SubscriptionCaseOpenedArgs>>;
  caseResolved?: SubscriptionResolver<Maybe<ResolversTypes['CaseResolvedEvent']>, "caseResolved", ParentType, ContextType, Partial<SubscriptionCaseResolvedArgs>>;
  contractRenewed?: SubscriptionResolver<Maybe<ResolversTypes['ContractRenewedEvent']>, "contractRenewed", ParentType, ContextType, Partial<SubscriptionContractRenewedArgs>>;
  customerCreated?: SubscriptionResolver<Maybe<ResolversTypes['CustomerCreatedEvent']>, "customerCreated", ParentType, ContextType, Partial<SubscriptionCustomerCreatedArgs>>;
  customerUpdated?: SubscriptionResolver<Maybe<ResolversTypes['CustomerUpdatedEvent']>, "customerUpdated", ParentType, ContextType, Partial<SubscriptionCustomerUpdatedArgs>>;
  entitlementChanged?: SubscriptionResolver<Maybe<ResolversTypes['EntitlementChangedEvent']>, "entitlementChanged", ParentType, ContextType, Partial<SubscriptionEntitlementChangedArgs>>;
  invoicePaid?: SubscriptionResolver<Maybe<ResolversTypes['InvoicePaidEvent']>, "invoicePaid", ParentType, ContextType, Partial<SubscriptionInvoicePaidArgs>>;
  invoicePosted?: SubscriptionResolver<Maybe<ResolversTypes['InvoicePostedEvent']>, "invoicePosted", ParentType, ContextType, Partial<SubscriptionInvoicePostedArgs>>;
  paymentFailed?: SubscriptionResolver<Maybe<ResolversTypes['PaymentFailedEvent']>, "paymentFailed", ParentType, ContextType, Partial<SubscriptionPaymentFailedArgs>>;
  paymentSucceeded?: SubscriptionResolver<Maybe<ResolversTypes['PaymentSucceededEvent']>, "paymentSucceeded", ParentType, ContextType, Partial<SubscriptionPaymentSucceededArgs>>;
  processRunUpdated?: SubscriptionResolver<Maybe<ResolversTypes['ProcessRunUpdatedEvent']>, "processRunUpdated", ParentType, ContextType, RequireFields<SubscriptionProcessRunUpdatedArgs, 'id'>>;
  subscriptionChanged?: SubscriptionResolver<Maybe<ResolversTypes['SubscriptionChangedEvent']>, "subscriptionChanged", ParentType, ContextType, Partial<SubscriptionSubscriptionChangedArgs>>;
};

export type SubscriptionChangedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SubscriptionChangedEvent'] = ResolversParentTypes['SubscriptionChangedEvent']> = {
  cause?: Resolver<ResolversTypes['EventCause'], ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  detectedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['ExternalRef'], ParentType, ContextType>;
  subscription?: Resolver<Maybe<ResolversTypes['BillingSubscription']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['EventType'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SupportEntitlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SupportEntitlement'] = ResolversParentTypes['SupportEntitlement']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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
  BillingSubscription?: BillingSubscriptionResolvers<ContextType>;
  BusinessEvent?: BusinessEventResolvers<ContextType>;
  Case?: CaseResolvers<ContextType>;
  CaseEscalatedEvent?: CaseEscalatedEventResolvers<ContextType>;
  CaseOpenedEvent?: CaseOpenedEventResolvers<ContextType>;
  CaseResolvedEvent?: CaseResolvedEventResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  ContractRenewedEvent?: ContractRenewedEventResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  CustomField?: CustomFieldResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  CustomerCreatedEvent?: CustomerCreatedEventResolvers<ContextType>;
  CustomerUpdatedEvent?: CustomerUpdatedEventResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  Entitlement?: EntitlementResolvers<ContextType>;
  EntitlementChangedEvent?: EntitlementChangedEventResolvers<ContextType>;
  EntitlementEvidence?: EntitlementEvidenceResolvers<ContextType>;
  EntitlementRef?: EntitlementRefResolvers<ContextType>;
  ExternalRef?: ExternalRefResolvers<ContextType>;
  FeatureEntitlement?: FeatureEntitlementResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  InvoicePaidEvent?: InvoicePaidEventResolvers<ContextType>;
  InvoicePostedEvent?: InvoicePostedEventResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  MoneyPair?: MoneyPairResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PaymentFailedEvent?: PaymentFailedEventResolvers<ContextType>;
  PaymentSucceededEvent?: PaymentSucceededEventResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  ProcessRun?: ProcessRunResolvers<ContextType>;
  ProcessRunUpdatedEvent?: ProcessRunUpdatedEventResolvers<ContextType>;
  RenewalTerms?: RenewalTermsResolvers<ContextType>;
  SourceRead?: SourceReadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SubscriptionChangedEvent?: SubscriptionChangedEventResolvers<ContextType>;
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
