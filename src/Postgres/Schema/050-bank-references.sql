-- min_compatible: 8
-- transaction: none
-- Operators find a payment by the bank's own number of it.

create index concurrently if not exists payment_requests_of_banks on payment_requests (bank_reference)
    where bank_reference is not null;
