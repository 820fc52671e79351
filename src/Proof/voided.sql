-- What is paid in full is not called off.
select format('bill %s is paid in full, and was called off at %s', hash, voided_at)
from bills
where voided_at is not null and type <> 'open' and paid >= total
