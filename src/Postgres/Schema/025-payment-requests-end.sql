-- min_compatible: 24
-- kind: contract
-- One payment for a reference and day, of whatever kind. Builds before 024 look references up by it, and a request for several bills is
-- refused by it.

drop index if exists reference_once_a_day;
