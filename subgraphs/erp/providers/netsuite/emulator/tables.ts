/**
 * The tables of SuiteQL that the canonical view reads, with the columns public code uses. DATE columns hold
 * `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`; booleans are 'T' and 'F'. Amounts that credit the ledger are negative.
 */
export const TABLES = `
CREATE TABLE currency (id INTEGER PRIMARY KEY, name TEXT, symbol TEXT, currencyprecision INTEGER, isinactive TEXT);
CREATE TABLE term (id INTEGER PRIMARY KEY, name TEXT, daysuntilnetdue INTEGER, isinactive TEXT);
CREATE TABLE account (id INTEGER PRIMARY KEY, acctnumber TEXT, fullname TEXT, accttype TEXT, isinactive TEXT);
CREATE TABLE revenuerecognitionrule (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE taxschedule (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE accountingperiod (
  id INTEGER PRIMARY KEY, periodname TEXT, startdate DATE, enddate DATE, closed TEXT, arlocked TEXT, alllocked TEXT,
  allownonglchanges TEXT, isquarter TEXT, isyear TEXT, isadjust TEXT);
CREATE TABLE subsidiary (
  id INTEGER PRIMARY KEY, name TEXT, fullname TEXT, legalname TEXT, country TEXT, currency INTEGER,
  federalidnumber TEXT, parent INTEGER, iselimination TEXT, isinactive TEXT);
CREATE TABLE customer (
  id INTEGER PRIMARY KEY, entityid TEXT, altname TEXT, companyname TEXT, isperson TEXT, firstname TEXT, lastname TEXT, email TEXT, url TEXT, phone TEXT,
  vatregnumber TEXT, taxable TEXT, resalenumber TEXT, subsidiary INTEGER, currency INTEGER, terms INTEGER,
  creditlimit NUMERIC, creditholdoverride TEXT, parent INTEGER, externalid TEXT, isinactive TEXT, datecreated DATE,
  lastmodifieddate DATE, custentity_stripe_customer_id TEXT);
CREATE TABLE customercurrency (customer INTEGER, currency INTEGER, PRIMARY KEY (customer, currency));
CREATE TABLE customeraddressbook (
  internalid INTEGER PRIMARY KEY, entity INTEGER, addressbookaddress INTEGER, defaultbilling TEXT, defaultshipping TEXT,
  label TEXT);
CREATE TABLE customeraddressbookentityaddress (
  nkey INTEGER PRIMARY KEY, addressee TEXT, addr1 TEXT, addr2 TEXT, city TEXT, state TEXT, zip TEXT, country TEXT);
CREATE VIEW entityaddress AS SELECT * FROM customeraddressbookentityaddress;
CREATE TABLE item (
  id INTEGER PRIMARY KEY, itemid TEXT, displayname TEXT, itemtype TEXT, subtype TEXT, isinactive TEXT,
  incomeaccount INTEGER, revenuerecognitionrule INTEGER, taxschedule INTEGER, externalid TEXT, lastmodifieddate DATE,
  custitem_product_kind TEXT);
CREATE TABLE "transaction" (
  id INTEGER PRIMARY KEY, tranid TEXT, transactionnumber TEXT, type TEXT, recordtype TEXT, status TEXT,
  approvalstatus INTEGER, posting TEXT, voided TEXT, entity INTEGER, currency INTEGER, exchangerate NUMERIC,
  foreigntotal NUMERIC, foreignamountpaid NUMERIC, foreignamountunpaid NUMERIC, foreignpaymentamountused NUMERIC,
  foreignpaymentamountunused NUMERIC, trandate DATE, duedate DATE, postingperiod INTEGER, terms INTEGER, otherrefnum TEXT, memo TEXT,
  externalid TEXT, createddate DATE, lastmodifieddate DATE, custbody_salesforce_contract_id TEXT, custbody_salesforce_opportunity_id TEXT);
CREATE TABLE transactionline (
  uniquekey INTEGER PRIMARY KEY, "transaction" INTEGER, id INTEGER, linesequencenumber INTEGER, mainline TEXT,
  taxline TEXT, item INTEGER, quantity NUMERIC, quantitybilled NUMERIC, isclosed TEXT, rate NUMERIC, netamount NUMERIC, foreignamount NUMERIC,
  subsidiary INTEGER, createdfrom INTEGER, memo TEXT, custcol_stripe_line_id TEXT);
CREATE TABLE transactionaccountingline (
  "transaction" INTEGER, transactionline INTEGER, account INTEGER, amount NUMERIC, posting TEXT);
CREATE TABLE nexttransactionlinelink (
  previousdoc INTEGER, previousline INTEGER, previoustype TEXT, nextdoc INTEGER, nextline INTEGER, nexttype TEXT,
  linktype TEXT, foreignamount NUMERIC, lastmodifieddate DATE);
CREATE TABLE deletedrecord (recordid INTEGER, recordtypeid TEXT, type TEXT, name TEXT, deleteddate DATE);
CREATE VIEW previoustransactionlinelink AS SELECT * FROM nexttransactionlinelink;
CREATE INDEX transaction_by_entity ON "transaction" (entity, type);
CREATE INDEX transaction_by_external_id ON "transaction" (externalid);
CREATE INDEX line_by_transaction ON transactionline ("transaction");
CREATE INDEX link_by_previous ON nexttransactionlinelink (previousdoc);
CREATE INDEX link_by_next ON nexttransactionlinelink (nextdoc);
`
