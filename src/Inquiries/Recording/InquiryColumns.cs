using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>A group as columns: one array for each parameter of a statement, in the statement's order.</summary>
static class InquiryColumns
{
    /// <summary>Adds the parameters that every statement that writes inquiries begins with: id, day, at, dialect,
    /// partner, bank_code, account_number, outcome, holder_name.</summary>
    public static void AddInquiries(this NpgsqlParameterCollection parameters, List<InquiryLogItem> group)
    {
        parameters.AddArray(NpgsqlDbType.Uuid, group, w => w.Id.Value);
        parameters.AddArray(NpgsqlDbType.Date, group, w => w.Id.Day);
        parameters.AddArray(NpgsqlDbType.TimestampTz, group, w => w.Record.AskedAt.UtcDateTime);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Record.Dialect.Value);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Partner.Value);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Record.Account.BankCode);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Record.Account.Number);
        parameters.AddArray(NpgsqlDbType.Text, group, w => Word(w.Record.Outcome));
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Record.HolderName);
    }

    /// <summary>caller, key_day, key, reference.</summary>
    public static void AddKeys(this NpgsqlParameterCollection parameters, List<InquiryLogItem> group)
    {
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Keys?.Caller);
        parameters.AddArray(NpgsqlDbType.Date, group, w => w.Keys?.Day);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Keys?.DayKey);
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Keys?.Reference?.Value);
    }

    /// <summary>is_virtual, owed.</summary>
    public static void AddVirtual(this NpgsqlParameterCollection parameters, List<InquiryLogItem> group)
    {
        parameters.AddArray(NpgsqlDbType.Boolean, group, w => w.Record.IsVirtualAccount);
        parameters.AddArray(NpgsqlDbType.Bigint, group, w => w.Record.Owed?.Minor);
    }

    /// <summary>credential, body, at.</summary>
    public static void AddCallbacks(this NpgsqlParameterCollection parameters, List<InquiryLogItem> group)
    {
        parameters.AddArray(NpgsqlDbType.Text, group, w => w.Record.Callback?.Credential.Value);
        parameters.AddArray(NpgsqlDbType.Bytea, group, w => w.Record.Callback?.Body.ToArray());
        parameters.AddArray(NpgsqlDbType.TimestampTz, group, w => w.Record.Callback?.At.UtcDateTime);
    }

    public static string Word(InquiryOutcome outcome) => outcome switch
    {
        InquiryOutcome.Found => "found",
        InquiryOutcome.NotFound => "not_found",
        InquiryOutcome.Failed => "failed",
        InquiryOutcome.Unanswered => "unanswered",
        InquiryOutcome.Unclear => "unclear",
        InquiryOutcome.BankNotSupported => "bank_not_supported",
    };
}
