-- min_compatible: 8
-- Misses that are owed, and channels that have a budget of their own.

-- How many virtual accounts without a bill a channel may ask about; null: no limit.
alter table credentials add miss_budget integer check (miss_budget between 1 and 1000000);

comment on column miss_budgets.partner is
    'Whose it is: a partner''s id, or dialect:name of a credential that has a budget of its own.';
comment on column miss_budgets.left_now is
    'As of learned_at. What is below zero is owed, at most one budget: a miss asked outside is paid for when the bank has said so.';

-- Whether the miss was paid for when the account was debited, where it was known then that there is no such beneficiary.
alter table open_payouts add miss_paid boolean not null default false;
