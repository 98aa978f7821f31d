-- What goes on by the terms of a new contract, for those who read it before billing's search knows it.
create index on processes.steps ((outcome #>> '{output,crmContractId}')) where key = 'schedule-renewal';
