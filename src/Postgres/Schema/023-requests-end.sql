-- min_compatible: 21
-- kind: contract
-- One payment for a reference and day, of whatever kind. Builds before 021 look references up by it, and a request for several bills is
-- refused by it.

drop index if exists reference_once_a_day;
