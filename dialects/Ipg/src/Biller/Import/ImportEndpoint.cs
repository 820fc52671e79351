using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>Many bills at once: authenticate, receive, inspect, make, and tell meanwhile what becomes of
/// them.</summary>
internal sealed partial class ImportEndpoint(
    IBillOffice office, NewId newId, TimeProvider clock, ILogger<ImportEndpoint> log)
{
    /// <summary>Each holds a connection to the database, a file, and the keys of its rows.</summary>
    const int AtOnceMaximum = 8;

    /// <summary>The longest file is there in time at one megabit a second.</summary>
    static readonly TimeSpan ArrivalMaximum = TimeSpan.FromMinutes(10);

    /// <summary>A million rows take half a minute. Whoever reads the report ten times as slowly as that keeps others
    /// waiting, for the connection and for the invoice numbers.</summary>
    static readonly TimeSpan MakingMaximum = TimeSpan.FromMinutes(5);

    /// <summary>The billers whose files are under way. None has two: they would only wait for each other.</summary>
    readonly HashSet<string> _running = new(StringComparer.Ordinal);

    /// <remarks>Here the sender is judged before anything is read: a stranger's file fills no disk.</remarks>
    public async Task<JsonReply> Import(Question<HttpRequest> asked)
    {
        if (Queries.TryRead(asked.Wire.Query, out ImportWish wish) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), asked.At);

        if (Enter(asked.Partner) is { } crowded)
            return Replies.Of(crowded, asked.At);

        try
        {
            return await Receive(asked, wish);
        }
        finally
        {
            Leave(asked.Partner);
        }
    }

    async Task<JsonReply> Receive(Question<HttpRequest> asked, ImportWish wish)
    {
        using var arrival = new Deadline(ArrivalMaximum, clock, asked.Gone);
        Spool? received;

        try
        {
            received = await Spool.Receive(asked.Wire, arrival.Token);
        }
        catch (OperationCanceledException) when (arrival.HasPassed && !asked.Gone.IsCancellationRequested)
        {
            return Replies.Of(Codes.FileTooSlow, clock.GetUtcNow());
        }

        await using var spool = received;
        return spool is null ? Replies.Of(Codes.FileTooLarge, asked.At) : await Import(asked, spool, wish);
    }

    async Task<JsonReply> Import(Question<HttpRequest> asked, Spool spool, ImportWish wish)
    {
        var payers = wish.SharedAccounts ? null : new Payers();
        var inspection = new Inspection(spool.Rewind(), payers);

        if (inspection.FindFault() is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), asked.At);

        using var report = new Report(asked.Wire.HttpContext.Response);
        await using (var import = await office.BeginImport(new(asked.Partner), spool.Digest, wish, asked.Gone))
        {
            if (import is null)
                return Replies.Of(Codes.ImportRunning, asked.At);

            await report.Begin(asked.Gone);
            if (import.Before is { } before)
                End(report, Codes.ImportedBefore(before.Made), ImportTotal.Of(before));
            else
                await Make(asked, spool, import, new(import, inspection, payers, report, newId), report);
        }

        // Whoever is slow to read the last line holds nothing in the database meanwhile.
        await report.Send(asked.Gone);
        return JsonReply.Said;
    }

    // What breaks here is told in the last line: the HTTP status is said.
    async Task Make(Question<HttpRequest> asked, Spool spool, IBillImport import, Run run, Report report)
    {
        using var making = new Deadline(MakingMaximum, clock, asked.Gone);
        var failure = Codes.ImportFailed;
        ImportTotal total;

        try
        {
            total = await run.Read(spool.Rewind(), asked.Partner, asked.At, making.Token);
            making.Token.ThrowIfCancellationRequested();   // who has hung up gets nothing that it does not know of
            failure = Codes.ImportUnclear;
            await import.Complete(run.Rows, run.Unchanged, asked.Gone);
        }
        catch (Exception e) when (!asked.Gone.IsCancellationRequested)
        {
            if (failure == Codes.ImportUnclear)
                Log.Unclear(log, asked.Partner, Convert.ToHexStringLower(spool.Digest.Span), e.Message);

            Log.Failed(log, e, asked.Partner);
            End(report, making.HasPassed && failure == Codes.ImportFailed ? Codes.ImportTooLong : failure);
            return;
        }

        End(report, Code.Success, total);
    }

    void End(Report report, Code code, ImportTotal total) =>
        report.Add(Replies.In(code, clock.GetUtcNow(), total), IpgJson.Exact.ReplyImportTotal);

    void End(Report report, Code failure) => report.Add(
        Replies.In<IReadOnlyList<WireBill>>(failure, clock.GetUtcNow(), []),
        IpgJson.Exact.ReplyIReadOnlyListWireBill);

    // Says why the biller cannot have a file read now, or null once it can.
    Code? Enter(string biller)
    {
        lock (_running)
        {
            if (_running.Contains(biller))
                return Codes.ImportRunning;

            if (_running.Count >= AtOnceMaximum)
                return Codes.TooManyImports;

            _running.Add(biller);
            return null;
        }
    }

    void Leave(string biller)
    {
        lock (_running)
            _running.Remove(biller);
    }

    static partial class Log
    {
        // Without the exception: what only tells that the database is away is held back, and this tells more.
        [LoggerMessage(57, LogLevel.Warning, "Whether {Biller} has imported the file {Digest} is not known: {Why}")]
        public static partial void Unclear(ILogger log, string biller, string digest, string why);

        [LoggerMessage(56, LogLevel.Error, "An import of {Biller} failed")]
        public static partial void Failed(ILogger log, Exception e, string biller);
    }
}
