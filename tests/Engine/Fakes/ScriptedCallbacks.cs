using System.Text;
using Periksa.Callbacks;
using Periksa.Inquiries;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A dialect whose callbacks say the inquiry's outcome and nothing else.</summary>
sealed class ScriptedCallbacks : IInquiryCallbacks
{
    /// <summary>What a callback says; <c>null</c> when there is none.</summary>
    public static string? Text(Callback? callback) =>
        callback is null ? null : Encoding.UTF8.GetString(callback.Body.Span);

    public DialectName Dialect => new("ifortepay");

    public ReadOnlyMemory<byte> Write(InquiryRecord record, Bank bank) =>
        Encoding.UTF8.GetBytes($"{record.Outcome} at {bank.Code}");

    public ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential, string url, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel) =>
        new([]);

    public bool IsDelivered(int status) => status == 200;

    public TimeSpan? PauseAfter(int attempts, int? status) => null;
}
