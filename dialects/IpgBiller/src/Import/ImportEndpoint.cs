using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller.Import;

/// <summary>Many bills at once: authenticate, receive, inspect, make, and tell meanwhile what becomes of
/// them.</summary>
internal sealed partial class ImportEndpoint(
    Auth auth, IBillOffice office, NewId newId, TimeProvider clock, ILogger<ImportEndpoint> log)
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
    public async Task<JsonReply> Import(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (Body.IsEncoded(http.Request) || !Csv.IsSentBy(http.Request))
            return Replies.Of(Codes.CsvOnly, now);

        if (auth.Refuse(http, out var biller) is { } refusal)
            return Replies.Of(refusal, now);

        if (Questions.TryRead(http.Request.Query, out ImportWish wish) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), now);

        if (Enter(biller.Id) is { } crowded)
            return Replies.Of(crowded, now);

        try
        {
            return await Receive(http, biller.Id, wish, now);
        }
        finally
        {
            Leave(biller.Id);
        }
    }

    async Task<JsonReply> Receive(HttpContext http, string biller, ImportWish wish, DateTimeOffset now)
    {
        using var arrival = new Deadline(ArrivalMaximum, clock, http.RequestAborted);
        Spool? received;

        try
        {
            received = await Spool.Receive(http.Request, arrival.Token);
        }
        catch (OperationCanceledException) when (arrival.HasPassed && !http.RequestAborted.IsCancellationRequested)
        {
            return Replies.Of(Codes.FileTooSlow, clock.GetUtcNow());
        }

        await using var spool = received;
        return spool is null ? Replies.Of(Codes.FileTooLarge, now) : await Import(http, spool, biller, wish, now);
    }

    async Task<JsonReply> Import(
        HttpContext http, Spool spool, string biller, ImportWish wish, DateTimeOffset now)
    {
        var cancel = http.RequestAborted;
        var payers = wish.SharedAccounts ? null : new Payers();
        var inspection = new Inspection(spool.Rewind(), payers);

        if (inspection.FindFault() is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), now);

        using var report = new Report(http.Response);
        await using (var import = await office.BeginImport(biller, spool.Digest, wish, cancel))
        {
            if (import is null)
                return Replies.Of(Codes.ImportRunning, now);

            await report.Begin(cancel);
            if (import.Before is { } before)
                End(report, Codes.ImportedBefore(before.Made), ImportTotal.Of(before));
            else
                await Make(import, new(import, inspection, payers, report, newId), report, spool, biller, now, cancel);
        }

        // Whoever is slow to read the last line holds nothing in the database meanwhile.
        await report.Send(cancel);
        return JsonReply.Said;
    }

    // What breaks here is told in the last line: the HTTP status is said.
    async Task Make(
        IBillImport import,
        Run run,
        Report report,
        Spool spool,
        string biller,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        using var making = new Deadline(MakingMaximum, clock, cancel);
        var failure = Codes.ImportFailed;
        ImportTotal total;

        try
        {
            total = await run.Read(spool.Rewind(), biller, now, making.Token);
            making.Token.ThrowIfCancellationRequested();   // who has hung up gets nothing that it does not know of
            failure = Codes.ImportUnclear;
            await import.Complete(run.Rows, run.Unchanged, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            if (failure == Codes.ImportUnclear)
                Log.Unclear(log, biller, Convert.ToHexStringLower(spool.Digest.Span), e.Message);

            Log.Failed(log, e, biller);
            var why = making.HasPassed && failure == Codes.ImportFailed ? Codes.ImportTooLong : failure;
            report.Add(Replies.In(why, clock.GetUtcNow()), BillerJson.Exact.ReplyIReadOnlyListWireBill);
            return;
        }

        End(report, Codes.Success, total);
    }

    void End(Report report, Code code, ImportTotal total) =>
        report.Add(Replies.In(code, clock.GetUtcNow(), total), BillerJson.Exact.ReplyImportTotal);

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
