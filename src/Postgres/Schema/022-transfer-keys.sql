-- min_compatible: 8
-- transaction: none
-- Transfers whose callers promise keys, as inquiries do. Null in rows of dialects without any, and of builds before this file.

-- The key that the request used up on that day, and the bank as its caller named it, where that is not its code.
alter table disbursements add column if not exists key_day date;
alter table disbursements add column if not exists key text;
alter table disbursements add column if not exists bank_as_sent text;

-- The reference of such a transfer is its partner's for good, whichever account pays, since whoever asks for it names no account.
create unique index concurrently if not exists reference_once_a_partner on disbursements (partner, reference) where key is not null;

create unique index concurrently if not exists key_once_a_day on disbursements (dialect, credential, key, key_day) where key is not null;

-- They are part of what was asked for.
create or replace trigger refuse_another_key before update of key_day, key, bank_as_sent on disbursements
    for each row when ((old.key_day, old.key, old.bank_as_sent) is distinct from (new.key_day, new.key, new.bank_as_sent))
    execute function refuse_change();
