-- min_compatible: 8
-- transaction: none
-- Whose turn it is, and who waits for one, however many wait; and from when on builds before this one keep to it.

create index concurrently if not exists callback_messages_turns on callback_messages (ordering_key, id)
    where ordering_key is not null and due_at < 'infinity';
create index concurrently if not exists callback_messages_behind on callback_messages (ordering_key, id)
    where ordering_key is not null and due_at = 'infinity';

create or replace trigger give_ordering_key before insert on callback_messages for each row
    when (new.ordering_key is null and new.dialect in ('singapay', 'ipg-biller'))
    execute function give_ordering_key();

create or replace trigger wait_for_turn before update of attempts on callback_messages for each row
    when (new.ordering_key is not null and new.attempts > old.attempts)
    execute function wait_for_turn();

call give_ordering_keys();
