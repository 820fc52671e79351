using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller.Import;

/// <summary>Many bills at once: authenticate, receive, inspect, make, and tell meanwhile what becomes of
/// them.</summary>
internal sealed partial class ImportDesk(
    Auth auth, IBillOffice office, NewId newId, TimeProvider clock, ILogger<ImportDesk> log)
{
    /// <summary>Each holds a connection to the database, a file, and the keys of its rows.</summary>
    const int AtOnceMaximum = 8;

    int _running;

    /// <remarks>Here the sender is judged before anything is read: a stranger's file fills no disk.</remarks>
    public async Task<JsonReply> Import(HttpContext http)
    {
        var now = clock.GetUtcNow();

        if (!Csv.IsSentBy(http.Request))
            return Replies.Of(Codes.CsvOnly, now);

        if (auth.Refuse(http, out var biller) is { } refusal)
            return Replies.Of(refusal, now);

        try
        {
            return Interlocked.Increment(ref _running) > AtOnceMaximum
                ? Replies.Of(Codes.TooManyImports, now)
                : await Import(http, biller.Id, now);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    async Task<JsonReply> Import(HttpContext http, string biller, DateTimeOffset now)
    {
        var cancel = http.RequestAborted;

        await using var spool = await Spool.Receive(http.Request, cancel);
        if (spool is null)
            return Replies.Of(Codes.FileTooLarge, now);

        if (Inspection.FindFault(spool.Rewind(), out var columns) is { } sentence)
            return Replies.Of(Codes.Invalid(sentence), now);

        await using var import = await office.BeginImport(biller, spool.Digest, cancel);
        using var report = new Report(http.Response);
        await report.Begin(cancel);

        if (import.MadeBefore is { } made)
            End(report, Codes.ImportedBefore(made), new(0, 0, 0));
        else
            await Make(import, new(import, columns, report, newId), report, spool.Rewind(), biller, now, cancel);

        await report.Send(cancel);
        return JsonReply.Said;
    }

    // What breaks here is told in the last line: the HTTP status is said.
    async Task Make(
        IBillImport import,
        Run run,
        Report report,
        Stream file,
        string biller,
        DateTimeOffset now,
        CancellationToken cancel)
    {
        var failure = Codes.ImportFailed;
        ImportCount count;

        try
        {
            count = await run.Read(file, biller, now, cancel);
            cancel.ThrowIfCancellationRequested();   // who has hung up gets nothing that it does not know of
            failure = Codes.ImportUnclear;
            await import.Complete(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Log.Failed(log, e, biller);
            report.Add(Replies.In(failure, clock.GetUtcNow()), BillerJson.Exact.ReplyIReadOnlyListWireBill);
            return;
        }

        End(report, Codes.Success, count);
    }

    void End(Report report, Code code, ImportCount count) =>
        report.Add(Replies.In(code, clock.GetUtcNow(), count), BillerJson.Exact.ReplyImportCount);

    static partial class Log
    {
        [LoggerMessage(56, LogLevel.Error, "An import of {Biller} failed")]
        public static partial void Failed(ILogger log, Exception e, string biller);
    }
}
