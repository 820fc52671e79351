namespace Periksa.Store.Tests;

/// <summary>What finds a corruption.</summary>
public enum FoundBy
{
    /// <summary>A law, at any time.</summary>
    Law,

    /// <summary>The seal of its day, once the day is sealed.</summary>
    Seal,

    /// <summary>Nothing: docs/decisions/0014-proof.md says why.</summary>
    Nothing,
}

/// <summary>Fifty ways to falsify books so that they look right at a glance.</summary>
static class Corruptions
{
    const string SomeInquiry =
        "(select id from inquiries where price is not null and day = '2025-12-11' order by id limit 1)";
    const string OfClose = "(select bill from bill_payments where ref_id = 'close')";
    const string Paid = "(select id from disbursements where reference = 'paid')";

    const string OutOf = """
        update ledger_accounts a set balance = a.balance - s.amount
        from (select p.account, sum(p.amount)::bigint as amount from postings p join movements m on m.id = p.movement
              where m.reference = (select id::text from disbursements where reference = 'paid') group by p.account) s
        where a.id = s.account
        """;

    public static readonly (string Name, FoundBy By, string Statements)[] All =
    [
        ("one posting is deleted", FoundBy.Law,
            "delete from postings where movement = (select min(movement) from postings) and amount > 0"),
        ("a balance has no postings", FoundBy.Law,
            "update ledger_accounts set balance = balance + 100 where purpose = 'deposit' and owner = 'toko'"),
        ("the amount of an invoice is changed", FoundBy.Law,
            "update invoices set amount = amount + 100 where day = '2025-12-11'"),
        ("a billed inquiry is moved to another day", FoundBy.Law,
            $"update inquiries set day = '2025-12-10' where id = {SomeInquiry}"),
        ("a billed inquiry is moved to another partner", FoundBy.Law,
            $"update inquiries set partner = 'warung' where id = {SomeInquiry}"),
        ("an unpaid invoice is marked paid", FoundBy.Law,
            "update invoices set paid_at = now(), payment_began_at = now() where day = '2025-12-11'"),
        ("a paid invoice is marked unpaid", FoundBy.Law,
            "update invoices set paid_at = null where paid_at is not null"),
        ("a fee alone is changed", FoundBy.Law, "update disbursements set fee = fee - 1 where reference = 'paid'"),
        ("a balance after is changed", FoundBy.Law,
            "update disbursements set balance_after = balance_after + 1 where reference = 'paid'"),
        ("a payout that has begun looks as if it had not", FoundBy.Law,
            "update open_payouts set claims = 0 where claims > 0"),
        ("a disbursement that was paid is removed whole", FoundBy.Law, $"""
            {OutOf};
            delete from postings where movement in (select id from movements where reference = {Paid}::text);
            delete from movements where reference = {Paid}::text;
            delete from disbursement_steps where disbursement = {Paid};
            delete from callback_messages where subject = {Paid};
            delete from disbursements where id = {Paid}
            """),
        ("the time of a step is changed", FoundBy.Law,
            $"update disbursement_steps set at = at - interval '1 hour' where status = '00' and disbursement = {Paid}"),
        ("the reference of a payment's movement is changed", FoundBy.Law,
            "update movements set reference = gen_random_uuid()::text where cause = 'bill-payment'"),
        ("the amount of a bill's payment is changed", FoundBy.Law,
            "update bill_payments set amount = amount + 100 where ref_id = 'open'"),
        ("a bill is given to another biller", FoundBy.Law,
            "update bills set biller = 'warung' where type = 'open' and paid > 0"),
        ("a reversal is undone", FoundBy.Law,
            "update bill_payments set reversed_at = null where reversed_at is not null"),
        ("a deposit may be negative", FoundBy.Law,
            "update ledger_accounts set may_be_negative = true where purpose = 'deposit'"),

        ("a pending disbursement goes to somebody else", FoundBy.Seal, """
            update disbursements set bank_code = '014', account_number = '999', holder_name = 'A Thief'
            where status = '03';
            update open_payouts set bank_code = '014' where id in (select id from disbursements where status = '03')
            """),
        ("a payout waits for another bank", FoundBy.Law, "update open_payouts set bank_code = '999'"),
        ("a payout is never due again", FoundBy.Law, "update open_payouts set due_at = '2999-01-01' where claims > 0"),
        ("a top-up is invented today", FoundBy.Nothing, """
            with moved as (
                insert into movements (cause, reference, at) values ('top-up', 'invented', '2025-12-12 05:00:00Z')
                returning id
            )
            insert into postings (movement, account, amount)
            select moved.id, a.id, case a.owner when 'house' then -500 else 500 end from moved, ledger_accounts a
            where (a.owner, a.purpose) in (('house', 'outside'), ('toko', 'deposit'));
            update ledger_accounts a set balance = balance + case a.owner when 'house' then -500 else 500 end
            where (a.owner, a.purpose) in (('house', 'outside'), ('toko', 'deposit'))
            """),
        ("a top-up is raised on both sides", FoundBy.Seal, """
            update postings p set amount = p.amount + case a.owner when 'house' then -500 else 500 end
            from ledger_accounts a
            where a.id = p.account and p.movement in (
                select movement from postings q join ledger_accounts b on b.id = q.account
                where b.purpose = 'disbursement:01WARUNG');
            update ledger_accounts a set balance = balance + case a.owner when 'house' then -500 else 500 end
            where (a.owner, a.purpose) in (('house', 'outside'), ('warung', 'disbursement:01WARUNG'))
            """),
        ("inquiries are deleted with their unpaid invoice", FoundBy.Seal, """
            delete from inquiries where day = '2025-12-11' and price is not null;
            delete from invoice_lines where day = '2025-12-11';
            delete from invoices where day = '2025-12-11'
            """),
        ("a price and its invoice are lowered together", FoundBy.Law, $"""
            update inquiries set price = price - 50000 where id = {SomeInquiry};
            update invoices set amount = amount - 50000 where day = '2025-12-11'
            """),
        ("an unpaid invoice is invented", FoundBy.Law,
            "insert into invoices (partner, day, amount, lines) values ('toko', '2024-01-01', 100000, 1)"),
        ("the inquiries of an unpaid invoice are dropped", FoundBy.Law, "drop table inquiries_20251211"),
        ("an inquiry that was not billed is deleted", FoundBy.Seal, "delete from inquiries where outcome = 'failed'"),
        ("the name that an inquiry found is changed", FoundBy.Seal,
            "update inquiries set holder_name = 'A Thief' where dialect = 'paydia'"),
        ("the account of an inquiry is changed", FoundBy.Seal,
            "update inquiries set account_number = '999' where dialect = 'paydia'"),
        ("the times of an invoice's payment are moved", FoundBy.Law, """
            update invoices
            set paid_at = paid_at + interval '10 days', payment_began_at = payment_began_at + interval '10 days'
            """),
        ("the time of a movement is moved", FoundBy.Law,
            "update movements set at = at - interval '1 year' where cause = 'invoice-payment'"),
        ("the day's keys are emptied", FoundBy.Law, "delete from day_keys"),
        ("the references are emptied", FoundBy.Law, "delete from once_references"),
        ("keys point at no inquiry", FoundBy.Law, "update day_keys set inquiry = gen_random_uuid()"),
        ("the key of a transfer is taken from it", FoundBy.Law,
            "update disbursements set key = null, key_day = null where key is not null"),
        ("the key of a transfer is changed", FoundBy.Law,
            "update disbursements set key = 'another' where key is not null"),
        ("callbacks are deleted", FoundBy.Law, "delete from callback_messages"),
        ("callbacks are doubled", FoundBy.Law, """
            insert into callback_messages (dialect, credential, subject, body, created_at, due_at)
            select dialect, credential, subject, body, created_at, due_at from callback_messages
            """),
        ("what told a biller of a reversal is deleted", FoundBy.Law, """
            delete from callback_messages where (subject, created_at) in (select id, reversed_at from bill_payments)
            """),
        ("the body of a callback is changed", FoundBy.Nothing, "update callback_messages set body = 'x'"),
        ("fee, net and postings are changed together", FoundBy.Law, $"""
            update disbursements set net = net + 50000, fee = fee - 50000 where reference = 'paid';
            update postings p set amount = p.amount + case when a.purpose like 'paid-out:%' then 50000 else -50000 end
            from ledger_accounts a
            where a.id = p.account and a.owner = 'house'
              and p.movement = (select id from movements where cause = 'transfer' and reference = {Paid}::text);
            update ledger_accounts
            set balance = balance + case when purpose = 'paid-out:01TOKO' then 50000 else -50000 end
            where purpose in ('paid-out:01TOKO', 'transfer-fees:01TOKO')
            """),
        ("a fee rule is back-dated", FoundBy.Law,
            "insert into fee_rules (partner, dialect, from_at, name) values ('toko', 'singapay', '2025-12-1', 'No')"),
        ("a price is back-dated", FoundBy.Law, "insert into prices values ('toko', 'sento', '2025-12-01', 5)"),
        ("an operator's word about a disbursement is not in the audit trail", FoundBy.Law, $"""
            update disbursement_steps set reason = 'an operator says that the bank has paid'
            where status = '00' and disbursement = {Paid}
            """),
        ("why a disbursement failed is changed", FoundBy.Law,
            "update disbursements set failure_code = 'Y', failure_reason = 'y' where status = '06'"),
        ("the names of a disbursement are changed", FoundBy.Seal,
            "update disbursements set reference = 'other', transaction_id = '1' where reference = 'paid'"),
        ("what was paid after a payment is changed", FoundBy.Law,
            "update bill_payments set paid_after = paid_after + 1 where ref_id = 'kept'"),
        ("the names of a payment are changed", FoundBy.Seal,
            "update bill_payments set ref_id = 'other', channel = 'other' where ref_id = 'kept'"),
        ("a payment is moved to another bill", FoundBy.Seal, """
            update bill_payments set bill = (select id from bills where type = 'open' and paid = 0)
            where ref_id = 'open';
            update bills set paid = case paid when 0 then 2000000 else 0 end where type = 'open'
            """),
        ("a request that was paid was refused", FoundBy.Law,
            "update payment_requests set outcome = 'expired' where request_id = 'several'"),
        ("a request that was refused was paid", FoundBy.Law,
            "update payment_requests set outcome = 'paid' where request_id = 'refused'"),
        ("a request took another amount", FoundBy.Law,
            "update payment_requests set amount = amount - 1 where request_id = 'several'"),
        ("a payment is another request's", FoundBy.Law,
            "update bill_payments set request = gen_random_uuid() where request is not null"),
        ("a request has another name", FoundBy.Law,
            "update payment_requests set request_id = 'other' where request_id = 'several'"),
        ("a request named another bill", FoundBy.Seal,
            "update payment_requests set bills = '{other}' || bills[2:] where request_id = 'several'"),
        ("a request that was refused is removed", FoundBy.Seal,
            "delete from payment_requests where request_id = 'refused'"),
        ("a request has another key", FoundBy.Law,
            "update payment_requests set external_id = 'other' where request_id = 'refused'"),
        ("a bill's total and component are changed together", FoundBy.Seal, """
            update bills set total = 500, components = jsonb_set(components, '{0,Price}', '500')
            where voided_at is not null
            """),
        ("a bill is moved to another account", FoundBy.Seal,
            $"update bills set va_number = '8673019999999999' where id = {OfClose}"),
        ("a paid bill is called off", FoundBy.Law,
            "update bills set voided_at = now() where type = 'close' and paid > 0"),
        ("a day's collection is said to be done before its time", FoundBy.Law,
            "insert into daily_payments (day, finished_at) values ('2999-01-01', now())"),
        ("credentials and account are given to another partner", FoundBy.Law, """
            update credentials set partner = 'warung' where name = 'key-toko';
            update paying_accounts set partner = 'warung' where id = '01TOKO';
            update ledger_accounts set owner = 'warung' where purpose = 'disbursement:01TOKO'
            """),
    ];
}
