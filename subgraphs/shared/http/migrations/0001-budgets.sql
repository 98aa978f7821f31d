create schema if not exists budget;

-- What one connection has used of its vendor's allowances: `BudgetState` of budgets/budget-state.ts, all its times in
-- milliseconds of this server's clock. One row, so that whoever locks it decides alone.
create table budget.connections (
  connection_id text primary key,
  state jsonb not null
);
