using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>questions.sql: what routes had to do with inquiries. questions-new.sql where none of it can be there
/// already.</summary>
static class QuestionStatement
{
    static readonly string New = Sql.Read("Inquiries/Recording/questions-new.sql");
    static readonly string Sure = Text("true");
    static readonly string WhileOpen = Text("(select true from open_inquiries o where o.id = t.inquiry)");

    // It opens every day's partition, so it is for those groups alone that may refuse some of theirs.
    static readonly string WhereRecorded =
        Text("(select true from inquiries i where i.day = t.day and i.id = t.inquiry)");

    /// <summary>Adds what there is to be written about a group.</summary>
    /// <param name="isContested">Whether somebody's key may be used already.</param>
    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group, bool isContested)
    {
        var steps = new List<InquiryStep>();
        foreach (var item in group)
        {
            foreach (var step in item.Steps)
            {
                if (item.Work is Work.Open && !IsAhead(step))
                    continue;

                // Where it had to be recorded by another id, nobody finds it by that of its questions.
                var isSure = item.Work is not Work.Open && (step.IsQuestion || item.Asked != item.Id);
                steps.Add(new(item.Asked, item.Partner, item.BankCode, step, isSure));
            }
        }

        if (steps.Count > 0)
        {
            batch.BatchCommands.Add(Of(steps, group[0].Work switch
            {
                Work.Open => WhileOpen,
                Work.Limited => WhereRecorded,
                Work.Keyed when isContested => WhereRecorded,
                Work.Keyed or Work.Free or Work.Close =>
                    isContested || steps.Exists(one => one.Step.MayBeWritten) ? Sure : New,
            }));
        }
    }

    // What costs nothing is written with its answer: that it is asked, the open inquiry says.
    static bool IsAhead(RouteStep step) => step.IsQuestion && step.Highest > Money.Zero;

    /// <summary>Writes down what counts whatever becomes of the inquiries.</summary>
    public static NpgsqlBatchCommand OfSure(IReadOnlyList<InquiryStep> steps) => Of(steps, Sure);

    static string Text(string kept) => Sql.Read("Inquiries/Recording/questions.sql").Replace("%kept%", kept);

    static NpgsqlBatchCommand Of(IReadOnlyList<InquiryStep> steps, string text)
    {
        var command = new NpgsqlBatchCommand(text);
        var parameters = command.Parameters;
        parameters.AddArray(NpgsqlDbType.Date, steps, one => one.Inquiry.Day);
        parameters.AddArray(NpgsqlDbType.Uuid, steps, one => one.Inquiry.Value);
        parameters.AddArray(NpgsqlDbType.Text, steps, one => one.Step.Route.Value);
        parameters.AddArray(NpgsqlDbType.Smallint, steps, one => (short)one.Step.Place);
        parameters.AddArray(NpgsqlDbType.Text, steps, one => RouteWords.Of(one.Step.Kind));
        parameters.AddArray(NpgsqlDbType.Text, steps, one => one.Partner.Value);
        parameters.AddArray(NpgsqlDbType.Text, steps, one => one.BankCode);
        parameters.AddArray(
            NpgsqlDbType.Text, steps, one => one.Step.Skipped is { } why ? RouteWords.Of(why) : null);
        parameters.AddArray(NpgsqlDbType.TimestampTz, steps, one => one.Step.AskedAt?.UtcDateTime);
        parameters.AddArray(NpgsqlDbType.TimestampTz, steps, one => one.Step.HeardAt?.UtcDateTime);
        parameters.AddArray(
            NpgsqlDbType.Text, steps, one => one.Step.Outcome is { } outcome ? RouteWords.Of(outcome) : null);
        parameters.AddArray(NpgsqlDbType.Bigint, steps, one => one.Step.Price.Minor);
        parameters.AddArray(NpgsqlDbType.Bigint, steps, one => one.Step.Saved.Minor);
        parameters.AddArray(NpgsqlDbType.Interval, steps, one => one.Step.Age);
        parameters.AddArray(NpgsqlDbType.Boolean, steps, one => one.Step.Agrees);
        parameters.AddArray(NpgsqlDbType.Boolean, steps, one => one.IsSure);
        parameters.AddArray(NpgsqlDbType.Text, steps, one => one.Step.Quality?.Word);
        parameters.AddArray(NpgsqlDbType.Boolean, steps, one => one.Step.IsSuspected);
        parameters.AddArray(NpgsqlDbType.Text, steps, one => one.Step.Handle?.Value);
        parameters.AddArray(
            NpgsqlDbType.TimestampTz, steps, one => (one.Step.HeardAt + one.Step.Handle?.Lifetime)?.UtcDateTime);
        return command;
    }
}

/// <summary>What a route had to do with an inquiry, as it is written down.</summary>
/// <param name="IsSure">True if it counts whatever became of the inquiry.</param>
sealed record InquiryStep(InquiryId Inquiry, PartnerId Partner, string BankCode, RouteStep Step, bool IsSure);
