using Npgsql;
using NpgsqlTypes;

namespace Periksa.Store.Journal;

/// <summary>A group as columns: one array for each parameter of a statement, in the statement's order.</summary>
static class Columns
{
    /// <summary>What every statement that writes inquiries begins with: id, day, at, dialect, partner, bank_code,
    /// account_number, outcome, holder_name.</summary>
    public static void AddInquiries(this NpgsqlParameterCollection parameters, List<Waiting> group)
    {
        parameters.Add(NpgsqlDbType.Uuid, group, w => w.Id.Value);
        parameters.Add(NpgsqlDbType.Date, group, w => w.Id.Day);
        parameters.Add(NpgsqlDbType.TimestampTz, group, w => w.Record.AskedAt.UtcDateTime);
        parameters.Add(NpgsqlDbType.Text, group, w => w.Record.Dialect);
        parameters.Add(NpgsqlDbType.Text, group, w => w.Partner);
        parameters.Add(NpgsqlDbType.Text, group, w => w.Record.Account.BankCode);
        parameters.Add(NpgsqlDbType.Text, group, w => w.Record.Account.Number);
        parameters.Add(NpgsqlDbType.Text, group, w => Word(w.Record.Outcome));
        parameters.Add(NpgsqlDbType.Text, group, w => w.Record.HolderName);
    }

    /// <summary>caller, key_day, key, reference.</summary>
    public static void AddKeys(this NpgsqlParameterCollection parameters, List<Waiting> group)
    {
        parameters.Add(NpgsqlDbType.Text, group, w => w.Keys?.Caller);
        parameters.Add(NpgsqlDbType.Date, group, w => w.Keys?.Day);
        parameters.Add(NpgsqlDbType.Text, group, w => w.Keys?.DayKey);
        parameters.Add(NpgsqlDbType.Text, group, w => w.Keys?.Reference);
    }

    /// <summary>is_virtual, owed.</summary>
    public static void AddVirtual(this NpgsqlParameterCollection parameters, List<Waiting> group)
    {
        parameters.Add(NpgsqlDbType.Boolean, group, w => w.Record.IsVirtualAccount);
        parameters.Add(NpgsqlDbType.Bigint, group, w => w.Record.Owed?.Minor);
    }

    /// <summary>credential, body, at.</summary>
    public static void AddCallbacks(this NpgsqlParameterCollection parameters, List<Waiting> group)
    {
        parameters.Add(NpgsqlDbType.Text, group, w => w.Record.Callback?.Credential);
        parameters.Add(NpgsqlDbType.Bytea, group, w => w.Record.Callback?.Body.ToArray());
        parameters.Add(NpgsqlDbType.TimestampTz, group, w => w.Record.Callback?.At.UtcDateTime);
    }

    public static void Add<T>(
        this NpgsqlParameterCollection parameters, NpgsqlDbType type, List<Waiting> group, Func<Waiting, T> column)
    {
        var values = new T[group.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = column(group[i]);

        parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    public static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Found => "found",
        Outcome.NotFound => "not_found",
        Outcome.Failed => "failed",
        Outcome.Unanswered => "unanswered",
        Outcome.Unclear => "unclear",
        Outcome.BankNotSupported => "bank_not_supported",
    };
}
