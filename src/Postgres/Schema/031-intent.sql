-- min_compatible: 8
-- What a caller means to do, kept with its open question, so that whoever asks again asks the same; and of each answer how much of the
-- name was said, whether the account is suspected, and what a later transfer has to show.

alter table open_inquiries add column if not exists intent jsonb;

alter table provider_questions
    add column if not exists quality text,
    add column if not exists suspected boolean not null default false,
    add column if not exists handle text,                   -- for this inquiry's partner alone
    add column if not exists handle_until timestamptz,      -- in real time
    add constraint quality_is_a_word check (quality ~ '^(full|masked|cut_[0-9]+)$') not valid,
    add constraint handles_end check ((handle is null) = (handle_until is null)) not valid;

alter table remembered_answers
    drop constraint remembered_answers_absence_check,
    add constraint remembered_answers_absence_check check (absence in ('unknown', 'closed', 'dormant', 'blocked')) not valid;
