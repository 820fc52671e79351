-- min_compatible: 8
-- transaction: none
-- Everybody's invoices day by day, for operators who look through them.

create index concurrently if not exists invoices_by_day on invoices (day, partner);
