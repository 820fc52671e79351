-- min_compatible: 8
-- How a late answer is waited for by whichever host has an open inquiry: the id that its provider gave it, how often it was asked again,
-- and whether it is about a virtual account.

alter table open_inquiries
    add column if not exists provider_id text,
    add column if not exists asked int not null default 0,
    add column if not exists is_virtual boolean not null default false;

-- A callback may name the provider's id alone.
create index if not exists open_inquiries_by_provider on open_inquiries (route, provider_id) where provider_id is not null;
