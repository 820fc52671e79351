-- How many rows a file had, so that whoever brings it again hears its numbers again. Null for files imported before this.
alter table bill_imports add rows integer;

-- Counted before a biller takes one more.
create index va_prefixes_of on va_prefixes (biller);

-- A bill's payments are shown by the page, oldest first.
create index bill_payments_of on bill_payments (bill, id);
drop index bill_payments_bill_idx;
