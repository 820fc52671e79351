-- An inquiry of a day cost what the price list in force said when it was asked. Hosts learn of a new price a moment later, and an
-- inquiry asked in a day's last moment may be the next day's: within a minute the price before may have held still. $1: the day.
with list as (
    select *, lead(from_at, 1, 'infinity') over (partition by partner, dialect order by from_at) as until from prices
)
select format('inquiry %s of %s cost %s sen, and no price in force at %s says so', i.id, i.partner, i.price, i.at)
from inquiries i
where i.day = $1 and i.price is not null
  and not exists (
    select from list p
    where p.partner = i.partner and p.dialect = i.dialect and p.amount = i.price
      and p.from_at <= i.at and p.until > i.at - interval '1 minute')
