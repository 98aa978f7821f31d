import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyValue } from '../../shared/money.ts';
import type { ProcessRunMapper, ExceptionItemMapper, PlanMapper, PlannedStepMapper, CompensationMapper, CallEstimateMapper, ProcessStepMapper, StepAttemptMapper, SourceErrorMapper, UserErrorMapper, SystemInstanceMapper, ExternalRefMapper, EntitlementCheckMapper, BusinessUnitMapper, CustomerMapper, ContractMapper, OpportunityMapper, OrderMapper, InvoiceMapper, PaymentMapper, CaseMapper, BillingSubscriptionMapper } from '../mappers.ts';
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

export type BillingSubscription = Node & {
  __typename?: 'BillingSubscription';
  id: Scalars['ID']['output'];
};

export type BusinessUnit = Node & {
  __typename?: 'BusinessUnit';
  id: Scalars['ID']['output'];
};

/** budgetRemaining is null where the vendor publishes no limit. */
export type CallEstimate = {
  __typename?: 'CallEstimate';
  budgetRemaining?: Maybe<Scalars['Int']['output']>;
  calls: Scalars['Int']['output'];
  system: SystemInstance;
};

export type Case = Node & {
  __typename?: 'Case';
  id: Scalars['ID']['output'];
};

export type CaseChannel =
  | 'API'
  | 'CHAT'
  | 'EMAIL'
  | 'PHONE'
  | 'UNKNOWN'
  | 'WEB';

/** HOLD: the case waits until its customer is entitled. A case of the worst severity, or one that not every system spoke to, waits for nobody. */
export type CaseEntitlementInput = {
  caseId: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
  onNotEntitled?: InputMaybe<NotEntitledAction>;
};

/** check asks again; null where nobody knows whose case it is. */
export type CaseEntitlementPayload = {
  __typename?: 'CaseEntitlementPayload';
  case?: Maybe<Case>;
  check?: Maybe<EntitlementCheck>;
  replayed: Scalars['Boolean']['output'];
  run?: Maybe<ProcessRun>;
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

export type ClientRevokeInput = {
  clientId: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
  reason: Scalars['String']['input'];
};

/** revokedAt: when its access ended first. */
export type ClientRevokePayload = {
  __typename?: 'ClientRevokePayload';
  replayed: Scalars['Boolean']['output'];
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  userErrors: Array<UserError>;
};

export type CollectionMethod =
  | 'CHARGE_AUTOMATICALLY'
  | 'SEND_INVOICE'
  | 'UNKNOWN';

export type Compensation = {
  __typename?: 'Compensation';
  action?: Maybe<Scalars['String']['output']>;
  kind: CompensationKind;
  notes?: Maybe<Scalars['String']['output']>;
};

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

export type Contract = Node & {
  __typename?: 'Contract';
  id: Scalars['ID']['output'];
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

export type Customer = Node & {
  __typename?: 'Customer';
  id: Scalars['ID']['output'];
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

/**
 * Left out: unchanged. billingAddress takes the place of the whole address. targets: the systems to write to, default all linked ones; for a
 * customer that is made, the CRM, and the ERP where paymentTermsCode is given.
 * expectedVersion guards against a change in between: an instant (sourceUpdatedAt or updatedAt, as read) since which nothing may have changed.
 */
export type CustomerUpsertInput = {
  billingAddress?: InputMaybe<AddressInput>;
  displayName?: InputMaybe<Scalars['String']['input']>;
  expectedVersion?: InputMaybe<Scalars['String']['input']>;
  externalRef?: InputMaybe<ExternalRefInput>;
  id?: InputMaybe<Scalars['ID']['input']>;
  idempotencyKey: Scalars['String']['input'];
  legalName?: InputMaybe<Scalars['String']['input']>;
  paymentTermsCode?: InputMaybe<Scalars['String']['input']>;
  targets?: InputMaybe<Array<SystemDomain>>;
  whenNew?: InputMaybe<NewCustomerInput>;
};

export type CustomerUpsertPayload = {
  __typename?: 'CustomerUpsertPayload';
  customer?: Maybe<Customer>;
  replayed: Scalars['Boolean']['output'];
  run?: Maybe<ProcessRun>;
  userErrors: Array<UserError>;
};

export type DecrementOn =
  | 'CASE_CLOSE'
  | 'CASE_CREATION'
  | 'CASE_RESOLUTION'
  | 'NEVER'
  | 'UNKNOWN';

export type EntitlementCheck = {
  __typename?: 'EntitlementCheck';
  channel?: Maybe<CaseChannel>;
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

/** By when it was received, to excluded: now, where it is left out. types: of records that tell such events. */
export type EventsReplayInput = {
  dryRun: Scalars['Boolean']['input'];
  from: Scalars['DateTime']['input'];
  idempotencyKey: Scalars['String']['input'];
  systemId?: InputMaybe<Scalars['ID']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  types?: InputMaybe<Array<EventType>>;
};

/** causes: as ExceptionItem.cause. olderThan: since it was opened first. */
export type ExceptionFilter = {
  businessUnitIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  causes?: InputMaybe<Array<Scalars['String']['input']>>;
  classes?: InputMaybe<Array<ErrorClass>>;
  kinds?: InputMaybe<Array<ProcessKind>>;
  olderThan?: InputMaybe<Scalars['Duration']['input']>;
  regions?: InputMaybe<Array<Scalars['String']['input']>>;
  states?: InputMaybe<Array<ExceptionState>>;
};

/** Work for a person: a run that a rule or a system stopped. */
export type ExceptionItem = Node & {
  __typename?: 'ExceptionItem';
  /** Since it was opened first. */
  ageSeconds: Scalars['Int']['output'];
  /** Who tried it again: ASSIGNED where it has stopped once more. */
  assignee?: Maybe<Scalars['String']['output']>;
  /** Money held up by it. */
  businessImpact?: Maybe<Money>;
  businessUnit?: Maybe<BusinessUnit>;
  /** The same text for the same trouble: process, step, system and code. */
  cause: Scalars['String']['output'];
  class: ErrorClass;
  id: Scalars['ID']['output'];
  /** How many open exceptions that the caller may see have the same cause. */
  occurrences: Scalars['Int']['output'];
  payload?: Maybe<Scalars['JSON']['output']>;
  region?: Maybe<Scalars['String']['output']>;
  /** How a person has closed it. */
  resolution?: Maybe<RunDecision>;
  run?: Maybe<ProcessRun>;
  state: ExceptionState;
  stepKey?: Maybe<Scalars['String']['output']>;
  subject?: Maybe<Node>;
  suggestedFix?: Maybe<Scalars['String']['output']>;
  summary: Scalars['String']['output'];
};

export type ExceptionItemConnection = {
  __typename?: 'ExceptionItemConnection';
  edges: Array<ExceptionItemEdge>;
  nodes: Array<ExceptionItem>;
  pageInfo: PageInfo;
};

export type ExceptionItemEdge = {
  __typename?: 'ExceptionItemEdge';
  cursor: Scalars['String']['output'];
  node: ExceptionItem;
};

export type ExceptionPayload = {
  __typename?: 'ExceptionPayload';
  items: Array<ExceptionItem>;
  replayed: Scalars['Boolean']['output'];
  userErrors: Array<UserError>;
};

export type ExceptionResolveInput = {
  id: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
  resolution: Scalars['String']['input'];
};

/**
 * patch: JSON merge patch (RFC 7396) on the input of the run; only where nothing that it wrote is left. Beside what started it, a deal takes
 * corrections { purchaseOrderNumber paymentTermsCode startDate termMonths taxId billingEmail billingContactName }, a renewal
 * corrections { termMonths quantities }, the quantities by the CRM's id of the line.
 */
export type ExceptionRetryInput = {
  idempotencyKey: Scalars['String']['input'];
  ids: Array<Scalars['ID']['input']>;
  patch?: InputMaybe<Scalars['JSON']['input']>;
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

export type FeatureKind =
  | 'CUSTOM'
  | 'QUANTITY'
  | 'RANGE'
  | 'SWITCH'
  | 'UNKNOWN';

export type FieldDiff = {
  __typename?: 'FieldDiff';
  after?: Maybe<Scalars['String']['output']>;
  before?: Maybe<Scalars['String']['output']>;
  path: Scalars['String']['output'];
};

export type FreshnessState =
  | 'FRESH'
  | 'SOURCE_UNAVAILABLE'
  | 'STALE'
  | 'STALE_WITHIN_POLICY'
  | 'UNKNOWN';

export type Invoice = Node & {
  __typename?: 'Invoice';
  id: Scalars['ID']['output'];
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

export type Mutation = {
  __typename?: 'Mutation';
  /** Ends a client's access now: tokens are refused, its sockets and subscriptions closed, on every node. */
  clientRevoke?: Maybe<ClientRevokePayload>;
  /** Waits for the change, within a bound. Without id and externalRef the customer is made, unless it may be one that is there: CONFLICT names that one. */
  customerUpsert?: Maybe<CustomerUpsertPayload>;
  /**
   * Applies again what systems told within a time, or counts it (dryRun: nothing is done, the plan says how much it would be). What the log knows
   * already is told to nobody twice. Waits for the end, within a bound.
   */
  eventsReplay?: Maybe<ProcessRunPayload>;
  exceptionResolve?: Maybe<ExceptionPayload>;
  exceptionRetry?: Maybe<ExceptionPayload>;
  /** plan…: the same input as start…, writes nothing. */
  planQuoteToCash?: Maybe<PlanPayload>;
  planRenewalToInvoice?: Maybe<PlanPayload>;
  /** The approver must be another person than the one who started the run. */
  processRunApprove?: Maybe<ProcessRunPayload>;
  /** Before the pivot it is taken back; after it, refused with userErrors. */
  processRunCancel?: Maybe<ProcessRunPayload>;
  processRunReject?: Maybe<ProcessRunPayload>;
  startQuoteToCash?: Maybe<ProcessRunPayload>;
  /** Waits, when all is renewed, for the first invoice of the new term, and posts it. */
  startRenewalToInvoice?: Maybe<ProcessRunPayload>;
  /** Waits for the check; what follows from it goes on. */
  validateCaseEntitlement?: Maybe<CaseEntitlementPayload>;
};


export type MutationClientRevokeArgs = {
  input: ClientRevokeInput;
};


export type MutationCustomerUpsertArgs = {
  input: CustomerUpsertInput;
};


export type MutationEventsReplayArgs = {
  input: EventsReplayInput;
};


export type MutationExceptionResolveArgs = {
  input: ExceptionResolveInput;
};


export type MutationExceptionRetryArgs = {
  input: ExceptionRetryInput;
};


export type MutationPlanQuoteToCashArgs = {
  input: QuoteToCashInput;
};


export type MutationPlanRenewalToInvoiceArgs = {
  input: RenewalToInvoiceInput;
};


export type MutationProcessRunApproveArgs = {
  input: ProcessRunApproveInput;
};


export type MutationProcessRunCancelArgs = {
  input: ProcessRunRefInput;
};


export type MutationProcessRunRejectArgs = {
  input: ProcessRunRejectInput;
};


export type MutationStartQuoteToCashArgs = {
  input: QuoteToCashInput;
};


export type MutationStartRenewalToInvoiceArgs = {
  input: RenewalToInvoiceInput;
};


export type MutationValidateCaseEntitlementArgs = {
  input: CaseEntitlementInput;
};

/**
 * What a customer that is made is known by; changes nothing of one that is there. domain and taxId tell it from others of its name;
 * currencyCode and businessUnitId decide which company sells to it, where the ERP is among the targets.
 */
export type NewCustomerInput = {
  billingEmail?: InputMaybe<Scalars['String']['input']>;
  businessUnitId?: InputMaybe<Scalars['ID']['input']>;
  currencyCode?: InputMaybe<Scalars['CurrencyCode']['input']>;
  domain?: InputMaybe<Scalars['String']['input']>;
  taxId?: InputMaybe<Scalars['String']['input']>;
};

/** Anything with a global id: opaque, minted once, independent of vendor. */
export type Node = {
  id: Scalars['ID']['output'];
};

export type NotEntitledAction =
  | 'ANNOTATE'
  | 'HOLD'
  | 'ROUTE_TO_BILLING';

export type Opportunity = Node & {
  __typename?: 'Opportunity';
  id: Scalars['ID']['output'];
};

export type Order = Node & {
  __typename?: 'Order';
  id: Scalars['ID']['output'];
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

export type Payment = Node & {
  __typename?: 'Payment';
  id: Scalars['ID']['output'];
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

/** What would happen. planHash is what you approve; start refuses with PLAN_STALE when the world moved. */
export type Plan = {
  __typename?: 'Plan';
  estimatedCalls: Array<CallEstimate>;
  expiresAt: Scalars['DateTime']['output'];
  pinned?: Maybe<Scalars['JSON']['output']>;
  planHash: Scalars['String']['output'];
  steps: Array<PlannedStep>;
  warnings: Array<PlanWarning>;
};

/** In every payload the object is null when userErrors says why; replayed: this key was seen before. */
export type PlanPayload = {
  __typename?: 'PlanPayload';
  plan?: Maybe<Plan>;
  userErrors: Array<UserError>;
};

export type PlanWarning = {
  __typename?: 'PlanWarning';
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
  path?: Maybe<Scalars['String']['output']>;
};

export type PlannedStep = {
  __typename?: 'PlannedStep';
  action: Scalars['String']['output'];
  compensation: Compensation;
  confidence: PreviewConfidence;
  dependsOn: Array<Scalars['String']['output']>;
  diff: Array<FieldDiff>;
  effect: StepEffect;
  /** system is weft, of domain GATEWAY, for what Weft does by itself. */
  key: Scalars['String']['output'];
  objectType: Scalars['String']['output'];
  system: SystemInstance;
};

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

export type ProcessRun = Node & {
  __typename?: 'ProcessRun';
  /** Who said yes to the plan. */
  approval?: Maybe<RunDecision>;
  /** Who called it off or said no, and why. */
  cancellation?: Maybe<RunDecision>;
  correlationId: Scalars['ID']['output'];
  /** Why it does not go on, or was taken back, for whoever sees the run; null where nothing waits for a person. */
  exception?: Maybe<ExceptionItem>;
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
  idempotencyKey: Scalars['String']['output'];
  kind: ProcessKind;
  plan?: Maybe<Plan>;
  /** How often everything was read before the first step, and what was found; as ProcessStep.lineage. */
  preparation: Array<StepAttempt>;
  /** What it made or saw to; null until COMPLETED, and where that is nothing of these: what systems told, a unit that was booked. */
  result?: Maybe<ProcessSubject>;
  startedAt: Scalars['DateTime']['output'];
  /** The subject of the token; for what an event began, what began it. */
  startedBy: Scalars['String']['output'];
  status: ProcessRunStatus;
  steps: Array<ProcessStep>;
  /** What it works on. */
  subject?: Maybe<ProcessSubject>;
};

/** planHash: what the approver saw. */
export type ProcessRunApproveInput = {
  comment?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey: Scalars['String']['input'];
  planHash: Scalars['String']['input'];
  runId: Scalars['ID']['input'];
};

export type ProcessRunPayload = {
  __typename?: 'ProcessRunPayload';
  replayed: Scalars['Boolean']['output'];
  run?: Maybe<ProcessRun>;
  userErrors: Array<UserError>;
};

export type ProcessRunRefInput = {
  idempotencyKey: Scalars['String']['input'];
  runId: Scalars['ID']['input'];
};

export type ProcessRunRejectInput = {
  idempotencyKey: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  runId: Scalars['ID']['input'];
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

export type ProcessStep = {
  __typename?: 'ProcessStep';
  attempts: Scalars['Int']['output'];
  compensation: Compensation;
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  key: Scalars['String']['output'];
  lastError?: Maybe<SourceError>;
  /** What each attempt sent and got, oldest first, the newest hundred; those before a person's retry included. */
  lineage: Array<StepAttempt>;
  /** What the step made or found, null until then. */
  record?: Maybe<ExternalRef>;
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  status: StepStatus;
};

export type ProcessSubject = BillingSubscription | Case | Contract | Customer | Invoice | Opportunity | Order | Payment;

export type ProductKind =
  | 'BUNDLE'
  | 'ONE_TIME'
  | 'SERVICE'
  | 'SUBSCRIPTION'
  | 'UNKNOWN'
  | 'USAGE';

export type Query = {
  __typename?: 'Query';
  exceptions?: Maybe<ExceptionItemConnection>;
  /** By id or by the key it was started with: exactly one. */
  processRun?: Maybe<ProcessRun>;
};


export type QueryExceptionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExceptionFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryProcessRunArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
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

/** planHash of an approved plan; without it the run plans for itself. Exactly one of opportunityRef and quoteId. */
export type QuoteToCashInput = {
  idempotencyKey: Scalars['String']['input'];
  mode?: InputMaybe<ExecutionMode>;
  opportunityRef?: InputMaybe<ExternalRefInput>;
  planHash?: InputMaybe<Scalars['String']['input']>;
  quoteId?: InputMaybe<Scalars['ID']['input']>;
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

/** upliftPercent: on the price that is paid now; left out: what the contract says. */
export type RenewalToInvoiceInput = {
  contractId: Scalars['ID']['input'];
  idempotencyKey: Scalars['String']['input'];
  mode?: InputMaybe<ExecutionMode>;
  planHash?: InputMaybe<Scalars['String']['input']>;
  upliftPercent?: InputMaybe<Scalars['Decimal']['input']>;
};

/** What a person decided. by: the subject of the token. */
export type RunDecision = {
  __typename?: 'RunDecision';
  at: Scalars['DateTime']['output'];
  by: Scalars['String']['output'];
  comment?: Maybe<Scalars['String']['output']>;
};

/** sourceMessage is the vendor's own text. */
export type SourceError = {
  __typename?: 'SourceError';
  class: ErrorClass;
  code: Scalars['String']['output'];
  httpStatus?: Maybe<Scalars['Int']['output']>;
  message: Scalars['String']['output'];
  retryable: Scalars['Boolean']['output'];
  sourceMessage?: Maybe<Scalars['String']['output']>;
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

/**
 * One attempt. correlationId is what its calls carried (x-correlation-id), idempotencyKey what named its writes to the system: null for a
 * preparation, which writes nothing. sent and received are kept without personal data; received is null until it ended, and where it failed.
 */
export type StepAttempt = {
  __typename?: 'StepAttempt';
  correlationId: Scalars['ID']['output'];
  direction: AttemptDirection;
  error?: Maybe<SourceError>;
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  idempotencyKey?: Maybe<Scalars['String']['output']>;
  number: Scalars['Int']['output'];
  received?: Maybe<Scalars['JSON']['output']>;
  sent?: Maybe<Scalars['JSON']['output']>;
  startedAt: Scalars['DateTime']['output'];
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
  ExceptionItem: ExceptionItem;
  ProcessRun: ProcessRun;
  SystemInstance: SystemInstance;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  ExceptionItem:
    ( { __typename: 'ExceptionItem' }
    & GraphQLRecursivePick<FederationTypes['ExceptionItem'], {"id":true}> );
  ProcessRun:
    ( { __typename: 'ProcessRun' }
    & GraphQLRecursivePick<FederationTypes['ProcessRun'], {"id":true}> );
  SystemInstance:
    ( { __typename: 'SystemInstance' }
    & GraphQLRecursivePick<FederationTypes['SystemInstance'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  ProcessSubject:
    | ( BillingSubscriptionMapper )
    | ( CaseMapper )
    | ( ContractMapper )
    | ( CustomerMapper )
    | ( InvoiceMapper )
    | ( OpportunityMapper )
    | ( OrderMapper )
    | ( PaymentMapper )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( BillingSubscriptionMapper )
    | ( BusinessUnitMapper )
    | ( CaseMapper )
    | ( ContractMapper )
    | ( CustomerMapper )
    | ( ExceptionItemMapper )
    | ( InvoiceMapper )
    | ( OpportunityMapper )
    | ( OrderMapper )
    | ( PaymentMapper )
    | ( ProcessRunMapper )
  ;
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
  BusinessUnit: ResolverTypeWrapper<BusinessUnitMapper>;
  CallEstimate: ResolverTypeWrapper<CallEstimateMapper>;
  Case: ResolverTypeWrapper<CaseMapper>;
  CaseChannel: CaseChannel;
  CaseEntitlementInput: CaseEntitlementInput;
  CaseEntitlementPayload: ResolverTypeWrapper<Omit<CaseEntitlementPayload, 'case' | 'check' | 'run' | 'userErrors'> & { case?: Maybe<ResolversTypes['Case']>, check?: Maybe<ResolversTypes['EntitlementCheck']>, run?: Maybe<ResolversTypes['ProcessRun']>, userErrors: Array<ResolversTypes['UserError']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CasePriority: CasePriority;
  CaseSeverity: CaseSeverity;
  CaseStatus: CaseStatus;
  CircuitState: CircuitState;
  ClientRevokeInput: ClientRevokeInput;
  ClientRevokePayload: ResolverTypeWrapper<Omit<ClientRevokePayload, 'userErrors'> & { userErrors: Array<ResolversTypes['UserError']> }>;
  CollectionMethod: CollectionMethod;
  Compensation: ResolverTypeWrapper<CompensationMapper>;
  CompensationKind: CompensationKind;
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
  CustomerUpsertInput: CustomerUpsertInput;
  CustomerUpsertPayload: ResolverTypeWrapper<Omit<CustomerUpsertPayload, 'customer' | 'run' | 'userErrors'> & { customer?: Maybe<ResolversTypes['Customer']>, run?: Maybe<ResolversTypes['ProcessRun']>, userErrors: Array<ResolversTypes['UserError']> }>;
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
  EventsReplayInput: EventsReplayInput;
  ExceptionFilter: ExceptionFilter;
  ExceptionItem: ResolverTypeWrapper<ExceptionItemMapper>;
  ExceptionItemConnection: ResolverTypeWrapper<Omit<ExceptionItemConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['ExceptionItemEdge']>, nodes: Array<ResolversTypes['ExceptionItem']> }>;
  ExceptionItemEdge: ResolverTypeWrapper<Omit<ExceptionItemEdge, 'node'> & { node: ResolversTypes['ExceptionItem'] }>;
  ExceptionPayload: ResolverTypeWrapper<Omit<ExceptionPayload, 'items' | 'userErrors'> & { items: Array<ResolversTypes['ExceptionItem']>, userErrors: Array<ResolversTypes['UserError']> }>;
  ExceptionResolveInput: ExceptionResolveInput;
  ExceptionRetryInput: ExceptionRetryInput;
  ExceptionState: ExceptionState;
  ExecutionMode: ExecutionMode;
  ExternalRef: ResolverTypeWrapper<ExternalRefMapper>;
  ExternalRefInput: ExternalRefInput;
  FeatureKind: FeatureKind;
  FieldDiff: ResolverTypeWrapper<FieldDiff>;
  FreshnessState: FreshnessState;
  Invoice: ResolverTypeWrapper<InvoiceMapper>;
  InvoiceStatus: InvoiceStatus;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LinkMethod: LinkMethod;
  LinkState: LinkState;
  Money: ResolverTypeWrapper<MoneyValue>;
  MoneyPair: ResolverTypeWrapper<Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversTypes['Money']>, transaction: ResolversTypes['Money'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NewCustomerInput: NewCustomerInput;
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
  Plan: ResolverTypeWrapper<PlanMapper>;
  PlanPayload: ResolverTypeWrapper<Omit<PlanPayload, 'plan' | 'userErrors'> & { plan?: Maybe<ResolversTypes['Plan']>, userErrors: Array<ResolversTypes['UserError']> }>;
  PlanWarning: ResolverTypeWrapper<PlanWarning>;
  PlannedStep: ResolverTypeWrapper<PlannedStepMapper>;
  PostingStatus: PostingStatus;
  PreviewConfidence: PreviewConfidence;
  ProcessKind: ProcessKind;
  ProcessRun: ResolverTypeWrapper<ProcessRunMapper>;
  ProcessRunApproveInput: ProcessRunApproveInput;
  ProcessRunPayload: ResolverTypeWrapper<Omit<ProcessRunPayload, 'run' | 'userErrors'> & { run?: Maybe<ResolversTypes['ProcessRun']>, userErrors: Array<ResolversTypes['UserError']> }>;
  ProcessRunRefInput: ProcessRunRefInput;
  ProcessRunRejectInput: ProcessRunRejectInput;
  ProcessRunStatus: ProcessRunStatus;
  ProcessStep: ResolverTypeWrapper<ProcessStepMapper>;
  ProcessSubject: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ProcessSubject']>;
  ProductKind: ProductKind;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuoteStatus: QuoteStatus;
  QuoteToCashInput: QuoteToCashInput;
  ReadMode: ReadMode;
  RenewalTerms: ResolverTypeWrapper<RenewalTerms>;
  RenewalToInvoiceInput: RenewalToInvoiceInput;
  RunDecision: ResolverTypeWrapper<RunDecision>;
  SourceError: ResolverTypeWrapper<SourceErrorMapper>;
  SourceRead: ResolverTypeWrapper<SourceRead>;
  StepAttempt: ResolverTypeWrapper<StepAttemptMapper>;
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
  UserError: ResolverTypeWrapper<UserErrorMapper>;
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
  BusinessUnit: BusinessUnitMapper;
  CallEstimate: CallEstimateMapper;
  Case: CaseMapper;
  CaseEntitlementInput: CaseEntitlementInput;
  CaseEntitlementPayload: Omit<CaseEntitlementPayload, 'case' | 'check' | 'run' | 'userErrors'> & { case?: Maybe<ResolversParentTypes['Case']>, check?: Maybe<ResolversParentTypes['EntitlementCheck']>, run?: Maybe<ResolversParentTypes['ProcessRun']>, userErrors: Array<ResolversParentTypes['UserError']> };
  Boolean: Scalars['Boolean']['output'];
  ClientRevokeInput: ClientRevokeInput;
  ClientRevokePayload: Omit<ClientRevokePayload, 'userErrors'> & { userErrors: Array<ResolversParentTypes['UserError']> };
  Compensation: CompensationMapper;
  Contract: ContractMapper;
  CountryCode: Scalars['CountryCode']['output'];
  CurrencyCode: Scalars['CurrencyCode']['output'];
  CustomField: Omit<CustomField, 'system'> & { system: ResolversParentTypes['SystemInstance'] };
  Customer: CustomerMapper;
  CustomerUpsertInput: CustomerUpsertInput;
  CustomerUpsertPayload: Omit<CustomerUpsertPayload, 'customer' | 'run' | 'userErrors'> & { customer?: Maybe<ResolversParentTypes['Customer']>, run?: Maybe<ResolversParentTypes['ProcessRun']>, userErrors: Array<ResolversParentTypes['UserError']> };
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Duration: Scalars['Duration']['output'];
  EntitlementCheck: EntitlementCheckMapper;
  EntitlementEvidence: EntitlementEvidence;
  EntitlementRef: EntitlementRef;
  EventsReplayInput: EventsReplayInput;
  ExceptionFilter: ExceptionFilter;
  ExceptionItem: ExceptionItemMapper;
  ExceptionItemConnection: Omit<ExceptionItemConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['ExceptionItemEdge']>, nodes: Array<ResolversParentTypes['ExceptionItem']> };
  ExceptionItemEdge: Omit<ExceptionItemEdge, 'node'> & { node: ResolversParentTypes['ExceptionItem'] };
  ExceptionPayload: Omit<ExceptionPayload, 'items' | 'userErrors'> & { items: Array<ResolversParentTypes['ExceptionItem']>, userErrors: Array<ResolversParentTypes['UserError']> };
  ExceptionResolveInput: ExceptionResolveInput;
  ExceptionRetryInput: ExceptionRetryInput;
  ExternalRef: ExternalRefMapper;
  ExternalRefInput: ExternalRefInput;
  FieldDiff: FieldDiff;
  Invoice: InvoiceMapper;
  JSON: Scalars['JSON']['output'];
  Money: MoneyValue;
  MoneyPair: Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversParentTypes['Money']>, transaction: ResolversParentTypes['Money'] };
  Mutation: Record<PropertyKey, never>;
  NewCustomerInput: NewCustomerInput;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Opportunity: OpportunityMapper;
  Order: OrderMapper;
  PageInfo: PageInfo;
  Payment: PaymentMapper;
  Period: Period;
  Plan: PlanMapper;
  PlanPayload: Omit<PlanPayload, 'plan' | 'userErrors'> & { plan?: Maybe<ResolversParentTypes['Plan']>, userErrors: Array<ResolversParentTypes['UserError']> };
  PlanWarning: PlanWarning;
  PlannedStep: PlannedStepMapper;
  ProcessRun: ProcessRunMapper;
  ProcessRunApproveInput: ProcessRunApproveInput;
  ProcessRunPayload: Omit<ProcessRunPayload, 'run' | 'userErrors'> & { run?: Maybe<ResolversParentTypes['ProcessRun']>, userErrors: Array<ResolversParentTypes['UserError']> };
  ProcessRunRefInput: ProcessRunRefInput;
  ProcessRunRejectInput: ProcessRunRejectInput;
  ProcessStep: ProcessStepMapper;
  ProcessSubject: ResolversUnionTypes<ResolversParentTypes>['ProcessSubject'];
  Query: Record<PropertyKey, never>;
  QuoteToCashInput: QuoteToCashInput;
  RenewalTerms: RenewalTerms;
  RenewalToInvoiceInput: RenewalToInvoiceInput;
  RunDecision: RunDecision;
  SourceError: SourceErrorMapper;
  SourceRead: SourceRead;
  StepAttempt: StepAttemptMapper;
  SystemInstance: SystemInstanceMapper;
  TaxIdentifier: TaxIdentifier;
  URL: Scalars['URL']['output'];
  UserError: UserErrorMapper;
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
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BusinessUnitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BusinessUnit'] = ResolversParentTypes['BusinessUnit']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallEstimateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CallEstimate'] = ResolversParentTypes['CallEstimate']> = {
  budgetRemaining?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  calls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['SystemInstance'], ParentType, ContextType>;
};

export type CaseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Case'] = ResolversParentTypes['Case']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CaseEntitlementPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseEntitlementPayload'] = ResolversParentTypes['CaseEntitlementPayload']> = {
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
  check?: Resolver<Maybe<ResolversTypes['EntitlementCheck']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['ProcessRun']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ClientRevokePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ClientRevokePayload'] = ResolversParentTypes['ClientRevokePayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type CompensationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Compensation'] = ResolversParentTypes['Compensation']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CompensationKind'], ParentType, ContextType>;
  notes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerUpsertPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CustomerUpsertPayload'] = ResolversParentTypes['CustomerUpsertPayload']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['ProcessRun']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
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

export type EntitlementCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EntitlementCheck'] = ResolversParentTypes['EntitlementCheck']> = {
  channel?: Resolver<Maybe<ResolversTypes['CaseChannel']>, ParentType, ContextType>;
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

export type ExceptionItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExceptionItem'] = ResolversParentTypes['ExceptionItem'], FederationReferenceType extends FederationReferenceTypes['ExceptionItem'] = FederationReferenceTypes['ExceptionItem']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ExceptionItem']> | FederationReferenceType, FederationReferenceType, ContextType>;
  ageSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  businessImpact?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  businessUnit?: Resolver<Maybe<ResolversTypes['BusinessUnit']>, ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  class?: Resolver<ResolversTypes['ErrorClass'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurrences?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payload?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resolution?: Resolver<Maybe<ResolversTypes['RunDecision']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['ProcessRun']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ExceptionState'], ParentType, ContextType>;
  stepKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  suggestedFix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExceptionItemConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExceptionItemConnection'] = ResolversParentTypes['ExceptionItemConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ExceptionItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ExceptionItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ExceptionItemEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExceptionItemEdge'] = ResolversParentTypes['ExceptionItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ExceptionItem'], ParentType, ContextType>;
};

export type ExceptionPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExceptionPayload'] = ResolversParentTypes['ExceptionPayload']> = {
  items?: Resolver<Array<ResolversTypes['ExceptionItem']>, ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
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

export type FieldDiffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldDiff'] = ResolversParentTypes['FieldDiff']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  clientRevoke?: Resolver<Maybe<ResolversTypes['ClientRevokePayload']>, ParentType, ContextType, RequireFields<MutationClientRevokeArgs, 'input'>>;
  customerUpsert?: Resolver<Maybe<ResolversTypes['CustomerUpsertPayload']>, ParentType, ContextType, RequireFields<MutationCustomerUpsertArgs, 'input'>>;
  eventsReplay?: Resolver<Maybe<ResolversTypes['ProcessRunPayload']>, ParentType, ContextType, RequireFields<MutationEventsReplayArgs, 'input'>>;
  exceptionResolve?: Resolver<Maybe<ResolversTypes['ExceptionPayload']>, ParentType, ContextType, RequireFields<MutationExceptionResolveArgs, 'input'>>;
  exceptionRetry?: Resolver<Maybe<ResolversTypes['ExceptionPayload']>, ParentType, ContextType, RequireFields<MutationExceptionRetryArgs, 'input'>>;
  planQuoteToCash?: Resolver<Maybe<ResolversTypes['PlanPayload']>, ParentType, ContextType, RequireFields<MutationPlanQuoteToCashArgs, 'input'>>;
  planRenewalToInvoice?: Resolver<Maybe<ResolversTypes['PlanPayload']>, ParentType, ContextType, RequireFields<MutationPlanRenewalToInvoiceArgs, 'input'>>;
  processRunApprove?: Resolver<Maybe<ResolversTypes['ProcessRunPayload']>, ParentType, ContextType, RequireFields<MutationProcessRunApproveArgs, 'input'>>;
  processRunCancel?: Resolver<Maybe<ResolversTypes['ProcessRunPayload']>, ParentType, ContextType, RequireFields<MutationProcessRunCancelArgs, 'input'>>;
  processRunReject?: Resolver<Maybe<ResolversTypes['ProcessRunPayload']>, ParentType, ContextType, RequireFields<MutationProcessRunRejectArgs, 'input'>>;
  startQuoteToCash?: Resolver<Maybe<ResolversTypes['ProcessRunPayload']>, ParentType, ContextType, RequireFields<MutationStartQuoteToCashArgs, 'input'>>;
  startRenewalToInvoice?: Resolver<Maybe<ResolversTypes['ProcessRunPayload']>, ParentType, ContextType, RequireFields<MutationStartRenewalToInvoiceArgs, 'input'>>;
  validateCaseEntitlement?: Resolver<Maybe<ResolversTypes['CaseEntitlementPayload']>, ParentType, ContextType, RequireFields<MutationValidateCaseEntitlementArgs, 'input'>>;
};

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'BillingSubscription' | 'BusinessUnit' | 'Case' | 'Contract' | 'Customer' | 'ExceptionItem' | 'Invoice' | 'Opportunity' | 'Order' | 'Payment' | 'ProcessRun', ParentType, ContextType>;
};

export type OpportunityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Opportunity'] = ResolversParentTypes['Opportunity']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type PlanResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Plan'] = ResolversParentTypes['Plan']> = {
  estimatedCalls?: Resolver<Array<ResolversTypes['CallEstimate']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  pinned?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  planHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['PlannedStep']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['PlanWarning']>, ParentType, ContextType>;
};

export type PlanPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlanPayload'] = ResolversParentTypes['PlanPayload']> = {
  plan?: Resolver<Maybe<ResolversTypes['Plan']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type PlanWarningResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlanWarning'] = ResolversParentTypes['PlanWarning']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlannedStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlannedStep'] = ResolversParentTypes['PlannedStep']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  compensation?: Resolver<ResolversTypes['Compensation'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['PreviewConfidence'], ParentType, ContextType>;
  dependsOn?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  diff?: Resolver<Array<ResolversTypes['FieldDiff']>, ParentType, ContextType>;
  effect?: Resolver<ResolversTypes['StepEffect'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  objectType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  system?: Resolver<ResolversTypes['SystemInstance'], ParentType, ContextType>;
};

export type ProcessRunResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcessRun'] = ResolversParentTypes['ProcessRun'], FederationReferenceType extends FederationReferenceTypes['ProcessRun'] = FederationReferenceTypes['ProcessRun']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ProcessRun']> | FederationReferenceType, FederationReferenceType, ContextType>;
  approval?: Resolver<Maybe<ResolversTypes['RunDecision']>, ParentType, ContextType>;
  cancellation?: Resolver<Maybe<ResolversTypes['RunDecision']>, ParentType, ContextType>;
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  exception?: Resolver<Maybe<ResolversTypes['ExceptionItem']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ProcessKind'], ParentType, ContextType>;
  plan?: Resolver<Maybe<ResolversTypes['Plan']>, ParentType, ContextType>;
  preparation?: Resolver<Array<ResolversTypes['StepAttempt']>, ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['ProcessSubject']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ProcessRunStatus'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['ProcessStep']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['ProcessSubject']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProcessRunPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcessRunPayload'] = ResolversParentTypes['ProcessRunPayload']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['ProcessRun']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ProcessStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcessStep'] = ResolversParentTypes['ProcessStep']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  compensation?: Resolver<ResolversTypes['Compensation'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  lineage?: Resolver<Array<ResolversTypes['StepAttempt']>, ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['ExternalRef']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StepStatus'], ParentType, ContextType>;
};

export type ProcessSubjectResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProcessSubject'] = ResolversParentTypes['ProcessSubject']> = {
  __resolveType: TypeResolveFn<'BillingSubscription' | 'Case' | 'Contract' | 'Customer' | 'Invoice' | 'Opportunity' | 'Order' | 'Payment', ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  exceptions?: Resolver<Maybe<ResolversTypes['ExceptionItemConnection']>, ParentType, ContextType, RequireFields<QueryExceptionsArgs, 'first'>>;
  processRun?: Resolver<Maybe<ResolversTypes['ProcessRun']>, ParentType, ContextType, Partial<QueryProcessRunArgs>>;
};

export type RenewalTermsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RenewalTerms'] = ResolversParentTypes['RenewalTerms']> = {
  autoRenew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  noticeDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  renewalDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  termMonths?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  upliftPercent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type RunDecisionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RunDecision'] = ResolversParentTypes['RunDecision']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SourceErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceError'] = ResolversParentTypes['SourceError']> = {
  class?: Resolver<ResolversTypes['ErrorClass'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  httpStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sourceMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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

export type StepAttemptResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StepAttempt'] = ResolversParentTypes['StepAttempt']> = {
  correlationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['AttemptDirection'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  idempotencyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  received?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  sent?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
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
  BusinessUnit?: BusinessUnitResolvers<ContextType>;
  CallEstimate?: CallEstimateResolvers<ContextType>;
  Case?: CaseResolvers<ContextType>;
  CaseEntitlementPayload?: CaseEntitlementPayloadResolvers<ContextType>;
  ClientRevokePayload?: ClientRevokePayloadResolvers<ContextType>;
  Compensation?: CompensationResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  CurrencyCode?: GraphQLScalarType;
  CustomField?: CustomFieldResolvers<ContextType>;
  Customer?: CustomerResolvers<ContextType>;
  CustomerUpsertPayload?: CustomerUpsertPayloadResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  EntitlementCheck?: EntitlementCheckResolvers<ContextType>;
  EntitlementEvidence?: EntitlementEvidenceResolvers<ContextType>;
  EntitlementRef?: EntitlementRefResolvers<ContextType>;
  ExceptionItem?: ExceptionItemResolvers<ContextType>;
  ExceptionItemConnection?: ExceptionItemConnectionResolvers<ContextType>;
  ExceptionItemEdge?: ExceptionItemEdgeResolvers<ContextType>;
  ExceptionPayload?: ExceptionPayloadResolvers<ContextType>;
  ExternalRef?: ExternalRefResolvers<ContextType>;
  FieldDiff?: FieldDiffResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Money?: MoneyResolvers<ContextType>;
  MoneyPair?: MoneyPairResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Opportunity?: OpportunityResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Plan?: PlanResolvers<ContextType>;
  PlanPayload?: PlanPayloadResolvers<ContextType>;
  PlanWarning?: PlanWarningResolvers<ContextType>;
  PlannedStep?: PlannedStepResolvers<ContextType>;
  ProcessRun?: ProcessRunResolvers<ContextType>;
  ProcessRunPayload?: ProcessRunPayloadResolvers<ContextType>;
  ProcessStep?: ProcessStepResolvers<ContextType>;
  ProcessSubject?: ProcessSubjectResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RenewalTerms?: RenewalTermsResolvers<ContextType>;
  RunDecision?: RunDecisionResolvers<ContextType>;
  SourceError?: SourceErrorResolvers<ContextType>;
  SourceRead?: SourceReadResolvers<ContextType>;
  StepAttempt?: StepAttemptResolvers<ContextType>;
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
