-- What the hosts' role may do. Given anew after each change of the schema, by the owner, to the role that
-- periksa.app_role names.
--
-- It may not change or remove a fact, however it was broken into: that is PostgreSQL's word and not ours. It owns
-- nothing, so it switches no trigger off. A table that is not named here may be read and written.

do $$
declare
    app    text := current_setting('periksa.app_role');
    item   regclass;
    rights text;
    usual  text := 'select, insert, update, delete';
begin
    if not has_schema_privilege(app, current_schema(), 'usage') then
        execute format('grant usage on schema %I to %I', current_schema(), app);
    end if;

    -- Databases made before PostgreSQL 15 let everybody make tables and functions here.
    if pg_has_role((select nspowner from pg_namespace where nspname = current_schema()), 'usage') then
        execute format('revoke create on schema %I from public, %I', current_schema(), app);
    end if;

    -- A partition is reached through its parent, whose rights count.
    for item, rights in
        select c.oid::regclass, coalesce(r.rights, usual)
        from pg_class c
        left join (values
            -- What happened.
            ('movements',          'select, insert'),
            ('postings',           'select, insert'),
            ('disbursement_steps', 'select, insert'),
            ('disbursement_remarks', 'select, insert'),
            ('disbursement_remark_ends', 'select, insert'),
            ('inquiries',          'select, insert'),
            ('bill_inquiries',     'select, insert'),
            ('audit_entries',      'select, insert'),
            ('day_keys',           'select, insert'),
            ('provider_questions', 'select, insert, update (kind, skipped, asked_at, heard_at, outcome, agrees, price, saved, age,
                                                            quality, suspected, handle, handle_until)'),
            ('question_counts',    'select'),
            ('once_references',    'select, insert'),
            ('payment_requests',   'select, insert'),
            ('proof_results',      'select, insert'),
            ('bill_payments',      'select, insert, update (reversed_at)'),
            ('disbursements',      'select, insert, update (status, processed_at, holder_name, failure_code, failure_reason)'),

            -- What it comes to.
            ('invoices',           'select, insert, update'),
            ('bills',              'select, insert, update'),

            -- A balance is carried by a trigger that is the owner's. To lock a row takes the right to update one column of
            -- it: this one can be set to nothing but a fresh number, which foreign keys refuse where there are postings.
            ('ledger_accounts',    'select, insert (owner, purpose, may_be_negative), update (id)'),

            -- What the database is, where it has been, and what the proof does not miss in it.
            ('database_lines',     'select, insert, update (seen_at)'),
            ('forgotten',          'select'),
            ('changes',            'select'),
            ('deployment',         'select, insert'),
            ('schema_files',       'select'),
            ('schema_grants',      'select')
        ) as r (name, rights) on r.name = c.relname
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v')
          and not c.relispartition and pg_has_role(c.relowner, 'usage')
    loop
        execute format('revoke all on %s from public, %I', item, app);
        execute format('grant %s on %s to %I', rights, item, app);
    end loop;

    -- What acts with the owner's rights looks for names where only the owner can make any.
    for item, rights in
        select null, p.oid::regprocedure::text
        from pg_proc p
        where p.pronamespace = current_schema()::regnamespace and p.prokind = 'f'
          and p.proname in ('make_days', 'empty_sandbox', 'count_change', 'carry_posting', 'count_questions')
          and pg_has_role(p.proowner, 'usage')
    loop
        execute format('alter function %s security definer set search_path = %I, pg_temp',
            rights, current_schema());
        execute format('revoke all on function %s from public', rights);
        execute format('grant execute on function %s to %I', rights, app);
    end loop;
end $$;
