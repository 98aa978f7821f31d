-- What was made for a contract lately, for those who read it before billing's search knows it.
create index on processes.steps ((outcome #>> '{output,crmContractId}'), finished_at) where key = 'create-subscription';
