-- min_compatible: 15
-- kind: contract
-- The key that knew no day. Builds before 015 name it in every payment that they write, and take none without it.

alter table bill_payments drop constraint if exists ref_once;
