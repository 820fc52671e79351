-- min_compatible: 8
-- Whom a disbursement was given to, to be paid out: a connector by its name and the account that pays there. Null for the house's own
-- bank or the sandbox's, and in rows of builds before this file.

alter table disbursements add column if not exists connector text;

-- It is written with the debit and never again: what one has been sent nobody else is to be sent.
create or replace trigger refuse_another_connector before update of connector on disbursements
    for each row when (old.connector is distinct from new.connector)
    execute function refuse_change();
