using Npgsql;
using NpgsqlTypes;
using Periksa.Postgres;
using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>questions.sql: what routes had to do with inquiries.</summary>
static class QuestionStatement
{
    static readonly string Text = Sql.Read("Inquiries/Recording/questions.sql");

    /// <summary>Adds what there is to be written about a group.</summary>
    public static void Add(NpgsqlBatch batch, List<InquiryLogItem> group)
    {
        var steps = new List<InquiryStep>();
        foreach (var item in group)
        {
            foreach (var step in item.Steps)
            {
                var isSure = item.Work is not Work.Open && step.IsQuestion;
                steps.Add(new(item.Asked, item.Partner, item.BankCode, step, isSure));
            }
        }

        if (steps.Count > 0)
            batch.BatchCommands.Add(Of(steps));
    }

    public static NpgsqlBatchCommand Of(IReadOnlyList<InquiryStep> steps)
    {
        var command = new NpgsqlBatchCommand(Text);
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
