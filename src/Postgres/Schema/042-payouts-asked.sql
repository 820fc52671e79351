-- min_compatible: 8
-- When the bank of an open payout was last asked what became of it, in real time; null where it was not, or nobody wrote it down. Operators
-- end what may have been sent only by the word of somebody who has just asked.

alter table open_payouts add column if not exists asked_at timestamptz;
