-- How far each CRM's contracts were looked through on a day, for those whose window to renew has opened. One node at a time; one that
-- has not come back for so long has left its page to the others.
create table processes.renewal_scans (
  connection_id text primary key,
  scanned_on date not null,
  -- Where the next page begins; null: at the beginning.
  after text,
  is_over boolean not null default false,
  leased_by text,
  leased_until timestamptz
);
-- Whether somebody renews a contract already.
create index on processes.runs ((input ->> 'contractId')) where kind = 'RENEWAL_TO_INVOICE';
