-- min_compatible: 8
-- transaction: none
-- Whose accounts they are, for those who ask about a transfer by their own reference.

create index concurrently if not exists paying_accounts_by_partner on paying_accounts (partner);
