using System.Globalization;
using Dapper;
using Npgsql;

namespace Periksa.Retention;

/// <summary>A table that holds a day of one kind, and how far it has been taken out.</summary>
sealed class DayTable
{
    /// <summary>The comment on a table that is being forgotten: one that stands alone and has it was not put aside by
    /// hand.</summary>
    public const string Mark = "being forgotten";

    /// <summary>The tables whose rows are kept by day.</summary>
    public static readonly string[] Parents = ["inquiries", "day_keys", "bill_inquiries", "provider_questions"];

    public required string Parent { get; init; }
    public required string Name { get; init; }
    public DateOnly Day { get; init; }
    public bool IsAttached { get; init; }
    public bool IsHalfDetached { get; init; }
    public bool IsMarked { get; init; }

    // Half-detached ones come first: they keep others of their parent from being detached.
    const string All = """
        select p.parent as Parent, c.relname as Name, to_date(right(c.relname, 8), 'YYYYMMDD') as Day,
               h.inhrelid is not null as IsAttached, coalesce(h.inhdetachpending, false) as IsHalfDetached,
               obj_description(c.oid, 'pg_class') is not distinct from @Mark as IsMarked
        from unnest(@Parents) as p (parent)
        join pg_class c on c.relname ~ ('^' || p.parent || '_\d{8}$') and c.relkind = 'r'
        left join pg_inherits h on h.inhrelid = c.oid and h.inhparent = p.parent::regclass
        where c.relnamespace = (select relnamespace from pg_class where oid = p.parent::regclass)
        order by IsHalfDetached desc, Day, Parent
        """;

    public static async Task<IReadOnlyList<DayTable>> Find(NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<DayTable>(All, new { Mark, Parents })];

    // Names come from the catalog, where each is one of ours and a date: nothing in them wants quoting.
    public string Count => $"select count(*) from {Name}";
    public string SetMark => $"comment on table {Name} is '{Mark}'";
    public string Detach => $"alter table {Parent} detach partition {Name} concurrently";
    public string Finalize => $"alter table {Parent} detach partition {Name} finalize";
    public string Drop => Parent is "provider_questions" ? CountQuestions + DropTable : DropTable;

    string DropTable => $"drop table if exists {Name}";

    // What a day's questions came to is kept when they go.
    string CountQuestions => FormattableString.Invariant($"""
        insert into question_counts as c (day, partner, route, slot, asked, remembered, paid, saved)
        select day, partner, route, 0, count(*) filter (where kind in ('asked', 'hedged', 'shadow')),
               count(*) filter (where kind in ('remembered', 'shared') and outcome is not null), sum(price), sum(saved)
        from {Name}
        group by day, partner, route
        on conflict (day, partner, route, slot) do update
        set asked = c.asked + excluded.asked, remembered = c.remembered + excluded.remembered,
            paid = c.paid + excluded.paid, saved = c.saved + excluded.saved;
        delete from paid_questions where day = '{Day:yyyy-MM-dd}';

        """);

    public override string ToString() => $"{Parent} of {Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
}
