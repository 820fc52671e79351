-- min_compatible: 8
-- What can be known to be wrong is refused when it is written. Not valid: a database that has such rows already is not kept from
-- starting; hosts leave those rows out and say so.

alter table credentials
    add constraint dialect_is_a_word check (dialect ~ '^[a-z][a-z0-9-]{0,31}$') not valid,
    add constraint name_is_there check (name <> '') not valid,
    add constraint addresses_are_whole check (array_position(addresses, null) is null) not valid,
    -- A version byte, the key id's length and the key id, a nonce of 12 bytes and a tag of 16.
    add constraint client_secret_is_sealed check (
        case when octet_length(client_secret) < 31 then false
             else get_byte(client_secret, 0) = 1
                  and octet_length(client_secret) >= 30 + get_byte(client_secret, 1) end) not valid,
    -- A SEQUENCE, as every SubjectPublicKeyInfo is.
    add constraint public_key_is_der check (
        case when octet_length(public_key) < 32 then false else get_byte(public_key, 0) = 48 end) not valid;

alter table callback_endpoints
    add constraint url_can_be_posted_to check (url ~ '^(https?://[^[:space:]/]|sandbox:/)') not valid;

-- Fires for a payment and for nothing else: not for a statement that found nothing to pay, and not for one that adds lines.
drop trigger count_change on invoices;
create trigger count_change after update of paid_at on invoices
    for each row when (old.paid_at is distinct from new.paid_at) execute function count_change();
