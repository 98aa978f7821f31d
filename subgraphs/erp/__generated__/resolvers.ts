import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyValue } from '../../shared/money.ts';
import type { CustomerMapper, AccountBalanceMapper, ContractMapper, InvoiceMapper, InvoiceLineMapper, PaymentMapper, ProductMapper, BusinessUnitMapper, SystemInstanceMapper, CaseCommercialContextMapper, EntitlementCheckMapper, OrderMapper, OrderLineMapper, LegalEntityMapper, CreditNoteMapper, PaymentAllocationMapper } from '../mappers.ts';
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

/** What the customer owes, in the currency of the account. */
export type AccountBalance = {
  __typename?: 'AccountBalance';
  asOf: Scalars['DateTime']['output'];
  customerId: Scalars['ID']['output'];
  disputed?: Maybe<Money>;
  erpReads?: Maybe<Array<SourceRead>>;
  /** The part of it whose due date has passed. */
  overdue: Money;
  /** Open on posted invoices; cash and credit not yet applied are not taken off. */
  receivable: Money;
  /** Cash received and not yet allocated. */
  unapplied: Money;
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

export type BusinessUnit = {
  __typename?: 'BusinessUnit';
  id: Scalars['ID']['output'];
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
  customerId: Scalars['ID']['output'];
  /** In the currency of the customer's account. */
  overdue?: Maybe<Money>;
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

export type ContactRole =
  | 'BILLING'
  | 'PRIMARY'
  | 'SIGNATORY'
  | 'SUPPORT'
  | 'TECHNICAL'
  | 'UNKNOWN';

export type Contract = {
  __typename?: 'Contract';
  /** Posted invoices of the contract, tax included, credit notes not taken off. Null before the first, and where they have several currencies. */
  billedToDate?: Maybe<Money>;
  erpReads?: Maybe<Array<SourceRead>>;
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

export type CreditNote = Node & {
  __typename?: 'CreditNote';
  id: Scalars['ID']['output'];
  invoice?: Maybe<Invoice>;
  number?: Maybe<Scalars['String']['output']>;
  postingStatus: PostingStatus;
  /** As somebody wrote it; empty where nobody did. */
  reason: Scalars['String']['output'];
  total: Money;
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

export type Customer = {
  __typename?: 'Customer';
  accountBalance?: Maybe<AccountBalance>;
  /** True: the ERP takes no new order now, by somebody's decision or because open invoices exceed the limit. */
  creditHold?: Maybe<Scalars['Boolean']['output']>;
  creditLimit?: Maybe<Money>;
  /** The currency of the account; balance and credit limit are in it. */
  currencyCode?: Maybe<Scalars['CurrencyCode']['output']>;
  /** The number that invoices and people use for the customer. */
  customerNumber?: Maybe<Scalars['String']['output']>;
  erpBillingAddress?: Maybe<Address>;
  erpCustomFields?: Maybe<Array<CustomField>>;
  erpLegalName?: Maybe<Scalars['String']['output']>;
  erpReads?: Maybe<Array<SourceRead>>;
  erpTaxIdentifiers?: Maybe<Array<TaxIdentifier>>;
  id: Scalars['ID']['output'];
  /** Who sells to the customer unless a document says otherwise. */
  legalEntity?: Maybe<LegalEntity>;
  /** Newest first. Null when the customer has no account in the ERP. */
  orders?: Maybe<OrderConnection>;
  paymentTerms?: Maybe<PaymentTerms>;
  taxExemption?: Maybe<TaxExemption>;
};


export type CustomerOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  statuses?: InputMaybe<Array<OrderStatus>>;
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
  customerId: Scalars['ID']['output'];
  /** A credit hold speaks against; without one the ERP has no say. */
  erpEvidence?: Maybe<EntitlementEvidence>;
  erpReads?: Maybe<Array<SourceRead>>;
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

export type Invoice = {
  __typename?: 'Invoice';
  /** Cash and credit applied to it. */
  allocations?: Maybe<Array<PaymentAllocation>>;
  /** Credit notes applied to it. */
  amountCredited?: Maybe<Money>;
  creditNotes?: Maybe<Array<CreditNote>>;
  erpInvoiceNumber?: Maybe<Scalars['String']['output']>;
  erpReads?: Maybe<Array<SourceRead>>;
  id: Scalars['ID']['output'];
  /** The ledger's total, which may differ from billing's: then somebody has to look. */
  ledgerTotal?: Maybe<MoneyPair>;
  legalEntity?: Maybe<LegalEntity>;
  order?: Maybe<Order>;
  /** True: nothing can be posted into the invoice's period any more. */
  periodClosed?: Maybe<Scalars['Boolean']['output']>;
  postingDate?: Maybe<Scalars['Date']['output']>;
  /** The ERP's own period name: "Nov 2026". */
  postingPeriod?: Maybe<Scalars['String']['output']>;
  /** NOT_POSTED also where the ledger has never heard of the invoice. */
  postingStatus?: Maybe<PostingStatus>;
};

export type InvoiceLine = {
  __typename?: 'InvoiceLine';
  id: Scalars['ID']['output'];
  /** Number of the account that the line credits: "4000". */
  revenueAccount?: Maybe<Scalars['String']['output']>;
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

/** Seller side: NetSuite subsidiary, Business Central company. */
export type LegalEntity = Node & {
  __typename?: 'LegalEntity';
  /** The currency that its ledger is kept in. */
  baseCurrency: Scalars['CurrencyCode']['output'];
  countryCode?: Maybe<Scalars['CountryCode']['output']>;
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  taxRegistrationNumber?: Maybe<Scalars['String']['output']>;
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

export type Order = Node & {
  __typename?: 'Order';
  /** Null where the ERP knows legal entities only. */
  businessUnit?: Maybe<BusinessUnit>;
  contract?: Maybe<Contract>;
  customer?: Maybe<Customer>;
  erpReads?: Maybe<Array<SourceRead>>;
  id: Scalars['ID']['output'];
  legalEntity?: Maybe<LegalEntity>;
  lines: Array<OrderLine>;
  orderNumber: Scalars['String']['output'];
  /** Midnight UTC of the order's date where the ERP keeps no time. */
  orderedAt: Scalars['DateTime']['output'];
  status: OrderStatus;
  total: Money;
};

export type OrderConnection = {
  __typename?: 'OrderConnection';
  edges: Array<OrderEdge>;
  nodes: Array<Maybe<Order>>;
  pageInfo: PageInfo;
};

export type OrderEdge = {
  __typename?: 'OrderEdge';
  cursor: Scalars['String']['output'];
  node?: Maybe<Order>;
};

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

export type Payment = {
  __typename?: 'Payment';
  /** Where the ERP applied the money; empty while unapplied. */
  allocations?: Maybe<Array<PaymentAllocation>>;
  erpReads?: Maybe<Array<SourceRead>>;
  id: Scalars['ID']['output'];
};

/** One of payment and creditNote is set. */
export type PaymentAllocation = {
  __typename?: 'PaymentAllocation';
  amount: Money;
  appliedAt: Scalars['DateTime']['output'];
  creditNote?: Maybe<CreditNote>;
  invoice?: Maybe<Invoice>;
  payment?: Maybe<Payment>;
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

/** code is the ERP's own: "NET30". */
export type PaymentTerms = {
  __typename?: 'PaymentTerms';
  code: Scalars['String']['output'];
  dueOnReceipt?: Maybe<Scalars['Boolean']['output']>;
  netDays?: Maybe<Scalars['Int']['output']>;
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
  active?: Maybe<Scalars['Boolean']['output']>;
  erpReads?: Maybe<Array<SourceRead>>;
  erpTaxCode?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  kind?: Maybe<ProductKind>;
  revenueRecognitionRule?: Maybe<Scalars['String']['output']>;
  sku?: Maybe<Scalars['String']['output']>;
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
  order?: Maybe<Order>;
};


export type QueryOrderArgs = {
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

/** jurisdiction and validFor are null where the ERP keeps no more than a flag. */
export type TaxExemption = {
  __typename?: 'TaxExemption';
  certificateNumber?: Maybe<Scalars['String']['output']>;
  exempt: Scalars['Boolean']['output'];
  jurisdiction?: Maybe<Scalars['String']['output']>;
  validFor?: Maybe<Period>;
};

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
  CaseCommercialContext: CaseCommercialContext;
  Contract: Contract;
  CreditNote: CreditNote;
  Customer: Customer;
  EntitlementCheck: EntitlementCheck;
  Invoice: Invoice;
  InvoiceLine: InvoiceLine;
  LegalEntity: LegalEntity;
  Order: Order;
  Payment: Payment;
  Product: Product;
  SystemInstance: SystemInstance;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  AccountBalance:
    ( { __typename: 'AccountBalance' }
    & GraphQLRecursivePick<FederationTypes['AccountBalance'], {"customerId":true}> );
  CaseCommercialContext:
    ( { __typename: 'CaseCommercialContext' }
    & GraphQLRecursivePick<FederationTypes['CaseCommercialContext'], {"caseId":true,"customerId":true}> );
  Contract:
    ( { __typename: 'Contract' }
    & GraphQLRecursivePick<FederationTypes['Contract'], {"id":true}> );
  CreditNote:
    ( { __typename: 'CreditNote' }
    & GraphQLRecursivePick<FederationTypes['CreditNote'], {"id":true}> );
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
  EntitlementCheck:
    ( { __typename: 'EntitlementCheck' }
    & GraphQLRecursivePick<FederationTypes['EntitlementCheck'], {"customerId":true,"productId":true,"featureKey":true,"channel":true}> );
  Invoice:
    ( { __typename: 'Invoice' }
    & GraphQLRecursivePick<FederationTypes['Invoice'], {"id":true}> );
  InvoiceLine:
    ( { __typename: 'InvoiceLine' }
    & GraphQLRecursivePick<FederationTypes['InvoiceLine'], {"id":true}> );
  LegalEntity:
    ( { __typename: 'LegalEntity' }
    & GraphQLRecursivePick<FederationTypes['LegalEntity'], {"id":true}> );
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  Payment:
    ( { __typename: 'Payment' }
    & GraphQLRecursivePick<FederationTypes['Payment'], {"id":true}> );
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"id":true}> );
  SystemInstance:
    ( { __typename: 'SystemInstance' }
    & GraphQLRecursivePick<FederationTypes['SystemInstance'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( CreditNoteMapper )
    | ( LegalEntityMapper )
    | ( OrderMapper )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccountBalance: ResolverTypeWrapper<AccountBalanceMapper>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Address: ResolverTypeWrapper<Address>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AddressInput: AddressInput;
  AttemptDirection: AttemptDirection;
  BillingInterval: BillingInterval;
  BusinessUnit: ResolverTypeWrapper<BusinessUnitMapper>;
  CaseChannel: CaseChannel;
  CaseCommercialContext: ResolverTypeWrapper<CaseCommercialContextMapper>;
  CasePriority: CasePriority;
  CaseSeverity: CaseSeverity;
  CaseStatus: CaseStatus;
  CircuitState: CircuitState;
  CollectionMethod: CollectionMethod;
  CompensationKind: CompensationKind;
  ContactRole: ContactRole;
  Contract: ResolverTypeWrapper<ContractMapper>;
  ContractStatus: ContractStatus;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  CreditNote: ResolverTypeWrapper<CreditNoteMapper>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  CustomField: ResolverTypeWrapper<Omit<CustomField, 'system'> & { system: ResolversTypes['SystemInstance'] }>;
  Customer: ResolverTypeWrapper<CustomerMapper>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
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
  Invoice: ResolverTypeWrapper<InvoiceMapper>;
  InvoiceLine: ResolverTypeWrapper<InvoiceLineMapper>;
  InvoiceStatus: InvoiceStatus;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  LegalEntity: ResolverTypeWrapper<LegalEntityMapper>;
  LinkMethod: LinkMethod;
  LinkState: LinkState;
  Money: ResolverTypeWrapper<MoneyValue>;
  MoneyPair: ResolverTypeWrapper<Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversTypes['Money']>, transaction: ResolversTypes['Money'] }>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotEntitledAction: NotEntitledAction;
  Order: ResolverTypeWrapper<OrderMapper>;
  OrderConnection: ResolverTypeWrapper<Omit<OrderConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['OrderEdge']>, nodes: Array<Maybe<ResolversTypes['Order']>> }>;
  OrderEdge: ResolverTypeWrapper<Omit<OrderEdge, 'node'> & { node?: Maybe<ResolversTypes['Order']> }>;
  OrderLine: ResolverTypeWrapper<OrderLineMapper>;
  OrderStatus: OrderStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Payment: ResolverTypeWrapper<PaymentMapper>;
  PaymentAllocation: ResolverTypeWrapper<PaymentAllocationMapper>;
  PaymentMethodKind: PaymentMethodKind;
  PaymentStatus: PaymentStatus;
  PaymentTerms: ResolverTypeWrapper<PaymentTerms>;
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
  SourceRead: ResolverTypeWrapper<SourceRead>;
  StepEffect: StepEffect;
  StepStatus: StepStatus;
  SubscriptionStatus: SubscriptionStatus;
  SupportUnit: SupportUnit;
  SystemDomain: SystemDomain;
  SystemEnvironment: SystemEnvironment;
  SystemInstance: ResolverTypeWrapper<SystemInstanceMapper>;
  TaxBehavior: TaxBehavior;
  TaxExemption: ResolverTypeWrapper<TaxExemption>;
  TaxIdentifier: ResolverTypeWrapper<TaxIdentifier>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UserError: ResolverTypeWrapper<Omit<UserError, 'system'> & { system?: Maybe<ResolversTypes['SystemInstance']> }>;
  UserErrorCode: UserErrorCode;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccountBalance: AccountBalanceMapper;
  ID: Scalars['ID']['output'];
  Address: Address;
  String: Scalars['String']['output'];
  AddressInput: AddressInput;
  BusinessUnit: BusinessUnitMapper;
  CaseCommercialContext: CaseCommercialContextMapper;
  Contract: ContractMapper;
  CountryCode: Scalars['CountryCode']['output'];
  CreditNote: CreditNoteMapper;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  CustomField: Omit<CustomField, 'system'> & { system: ResolversParentTypes['SystemInstance'] };
  Customer: CustomerMapper;
  Boolean: Scalars['Boolean']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Duration: Scalars['Duration']['output'];
  EntitlementCheck: EntitlementCheckMapper;
  EntitlementEvidence: EntitlementEvidence;
  EntitlementRef: EntitlementRef;
  ExternalRef: Omit<ExternalRef, 'supersededBy' | 'system'> & { supersededBy?: Maybe<ResolversParentTypes['ExternalRef']>, system: ResolversParentTypes['SystemInstance'] };
  ExternalRefInput: ExternalRefInput;
  Invoice: InvoiceMapper;
  InvoiceLine: InvoiceLineMapper;
  JSON: Scalars['JSON']['output'];
  LegalEntity: LegalEntityMapper;
  Money: MoneyValue;
  MoneyPair: Omit<MoneyPair, 'base' | 'transaction'> & { base?: Maybe<ResolversParentTypes['Money']>, transaction: ResolversParentTypes['Money'] };
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Order: OrderMapper;
  OrderConnection: Omit<OrderConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['OrderEdge']>, nodes: Array<Maybe<ResolversParentTypes['Order']>> };
  OrderEdge: Omit<OrderEdge, 'node'> & { node?: Maybe<ResolversParentTypes['Order']> };
  OrderLine: OrderLineMapper;
  PageInfo: PageInfo;
  Payment: PaymentMapper;
  PaymentAllocation: PaymentAllocationMapper;
  PaymentTerms: PaymentTerms;
  Period: Period;
  Product: ProductMapper;
  Query: Record<PropertyKey, never>;
  RenewalTerms: RenewalTerms;
  SourceRead: SourceRead;
  SystemInstance: SystemInstanceMapper;
  TaxExemption: TaxExemption;
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

export type AccountBalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountBalance'] = ResolversParentTypes['AccountBalance'], FederationReferenceType extends FederationReferenceTypes['AccountBalance'] = FederationReferenceTypes['AccountBalance']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['AccountBalance']> | FederationReferenceType, FederationReferenceType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  disputed?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  erpReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  receivable?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unapplied?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  countryCode?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  line1?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  line2?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BusinessUnitResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BusinessUnit'] = ResolversParentTypes['BusinessUnit']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CaseCommercialContextResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaseCommercialContext'] = ResolversParentTypes['CaseCommercialContext'], FederationReferenceType extends FederationReferenceTypes['CaseCommercialContext'] = FederationReferenceTypes['CaseCommercialContext']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CaseCommercialContext']> | FederationReferenceType, FederationReferenceType, ContextType>;
  caseId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  overdue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type ContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contract'] = ResolversParentTypes['Contract'], FederationReferenceType extends FederationReferenceTypes['Contract'] = FederationReferenceTypes['Contract']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Contract']> | FederationReferenceType, FederationReferenceType, ContextType>;
  billedToDate?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  erpReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type CreditNoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreditNote'] = ResolversParentTypes['CreditNote'], FederationReferenceType extends FederationReferenceTypes['CreditNote'] = FederationReferenceTypes['CreditNote']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CreditNote']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postingStatus?: Resolver<ResolversTypes['PostingStatus'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
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
  accountBalance?: Resolver<Maybe<ResolversTypes['AccountBalance']>, ParentType, ContextType>;
  creditHold?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  creditLimit?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  currencyCode?: Resolver<Maybe<ResolversTypes['CurrencyCode']>, ParentType, ContextType>;
  customerNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  erpBillingAddress?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  erpCustomFields?: Resolver<Maybe<Array<ResolversTypes['CustomField']>>, ParentType, ContextType>;
  erpLegalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  erpReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  erpTaxIdentifiers?: Resolver<Maybe<Array<ResolversTypes['TaxIdentifier']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, RequireFields<CustomerOrdersArgs, 'first'>>;
  paymentTerms?: Resolver<Maybe<ResolversTypes['PaymentTerms']>, ParentType, ContextType>;
  taxExemption?: Resolver<Maybe<ResolversTypes['TaxExemption']>, ParentType, ContextType>;
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
  customerId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  erpEvidence?: Resolver<Maybe<ResolversTypes['EntitlementEvidence']>, ParentType, ContextType>;
  erpReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
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

export type InvoiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice'], FederationReferenceType extends FederationReferenceTypes['Invoice'] = FederationReferenceTypes['Invoice']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Invoice']> | FederationReferenceType, FederationReferenceType, ContextType>;
  allocations?: Resolver<Maybe<Array<ResolversTypes['PaymentAllocation']>>, ParentType, ContextType>;
  amountCredited?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  creditNotes?: Resolver<Maybe<Array<ResolversTypes['CreditNote']>>, ParentType, ContextType>;
  erpInvoiceNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  erpReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ledgerTotal?: Resolver<Maybe<ResolversTypes['MoneyPair']>, ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  periodClosed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  postingDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  postingPeriod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postingStatus?: Resolver<Maybe<ResolversTypes['PostingStatus']>, ParentType, ContextType>;
};

export type InvoiceLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvoiceLine'] = ResolversParentTypes['InvoiceLine'], FederationReferenceType extends FederationReferenceTypes['InvoiceLine'] = FederationReferenceTypes['InvoiceLine']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['InvoiceLine']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  revenueAccount?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type LegalEntityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LegalEntity'] = ResolversParentTypes['LegalEntity'], FederationReferenceType extends FederationReferenceTypes['LegalEntity'] = FederationReferenceTypes['LegalEntity']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['LegalEntity']> | FederationReferenceType, FederationReferenceType, ContextType>;
  baseCurrency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  countryCode?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  taxRegistrationNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  __resolveType: TypeResolveFn<'CreditNote' | 'LegalEntity' | 'Order', ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  businessUnit?: Resolver<Maybe<ResolversTypes['BusinessUnit']>, ParentType, ContextType>;
  contract?: Resolver<Maybe<ResolversTypes['Contract']>, ParentType, ContextType>;
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  erpReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalEntity?: Resolver<Maybe<ResolversTypes['LegalEntity']>, ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  orderNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orderedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Order']>>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
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

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment'], FederationReferenceType extends FederationReferenceTypes['Payment'] = FederationReferenceTypes['Payment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Payment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  allocations?: Resolver<Maybe<Array<ResolversTypes['PaymentAllocation']>>, ParentType, ContextType>;
  erpReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PaymentAllocationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentAllocation'] = ResolversParentTypes['PaymentAllocation']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  appliedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  creditNote?: Resolver<Maybe<ResolversTypes['CreditNote']>, ParentType, ContextType>;
  invoice?: Resolver<Maybe<ResolversTypes['Invoice']>, ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
};

export type PaymentTermsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentTerms'] = ResolversParentTypes['PaymentTerms']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueOnReceipt?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  netDays?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  erpReads?: Resolver<Maybe<Array<ResolversTypes['SourceRead']>>, ParentType, ContextType>;
  erpTaxCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['ProductKind']>, ParentType, ContextType>;
  revenueRecognitionRule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sku?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
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

export type TaxExemptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TaxExemption'] = ResolversParentTypes['TaxExemption']> = {
  certificateNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  exempt?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  jurisdiction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFor?: Resolver<Maybe<ResolversTypes['Period']>, ParentType, ContextType>;
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
  BusinessUnit?: BusinessUnitResolvers<ContextType>;
  CaseCommercialContext?: CaseCommercialContextResolvers<ContextType>;
  Contract?: ContractResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  CreditNote?: CreditNoteResolvers<ContextType>;
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
  Invoice?: InvoiceResolvers<ContextType>;
  InvoiceLine?: InvoiceLineResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  LegalEntity?: LegalEntityResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoneyPair?: MoneyPairResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PaymentAllocation?: PaymentAllocationResolvers<ContextType>;
  PaymentTerms?: PaymentTermsResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RenewalTerms?: RenewalTermsResolvers<ContextType>;
  SourceRead?: SourceReadResolvers<ContextType>;
  SystemInstance?: SystemInstanceResolvers<ContextType>;
  TaxExemption?: TaxExemptionResolvers<ContextType>;
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
