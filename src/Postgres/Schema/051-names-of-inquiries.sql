-- min_compatible: 8
-- transaction: none
-- Operators see by which names a caller asked. Ids grow with time, as rows do: an index of blocks finds them, is a few
-- pages, and costs who writes next to nothing. Days that have a table already stay without.

create index if not exists day_keys_by_inquiry on only day_keys using brin (inquiry)
    with (pages_per_range = 16, autosummarize = on);

create index concurrently if not exists once_references_by_inquiry on once_references using brin (inquiry)
    with (pages_per_range = 16, autosummarize = on);
