-- min_compatible: 8
-- Operators whom an OpenID provider vouches for have neither a password nor a phone here. A build before this one takes such an
-- operator for nobody whose password could be right.

-- It allows more than before, so what is there meets it. Who may come in comes by one of the two ways; of whoever is ended neither
-- need be left, so that the provider's word can be given to another name.
alter table operators
    alter column password_hash drop not null,
    alter column totp_secret drop not null,
    alter column totp_step drop not null,
    add constraint operators_come_in_by_one_way check (
        case when openid is not null then num_nonnulls(password_hash, totp_secret, totp_step) = 0
             when ended_at is not null then num_nonnulls(password_hash, totp_secret, totp_step) in (0, 3)
             else num_nonnulls(password_hash, totp_secret, totp_step) = 3 end) not valid;
