-- Whoever ends payouts locks them first, in one order, and then the accounts that get their money back, in one order.
select id from open_payouts where id = any ($1) order by id for update
