-- A reference tells more than its account does. Compared first, it is usually all that is compared on the way to a disbursement,
-- and the inner pages of the index hold twice as many.

alter table disbursements drop constraint reference_once;
alter table disbursements add constraint reference_once unique (reference, account);
