using System.Text;
using Periksa.Bills;
using Periksa.Callbacks;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>Tells a biller what happened and as which event of the bill.</summary>
sealed class ScriptedBillCallbacks : IBillCallbacks
{
    public DialectName Dialect => new("ipg-biller");

    public ReadOnlyMemory<byte> Write(Bill bill, BillPayment payment, int sequence) =>
        Encoding.UTF8.GetBytes($"{(payment.ReversedAt is null ? "paid" : "taken back")} {sequence}");

    public ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential,
        string url,
        ReadOnlyMemory<byte> body,
        DateTimeOffset now,
        CancellationToken cancel) => new([]);

    public bool IsDelivered(int status) => status == 200;

    public TimeSpan? PauseAfter(int attempts, int? status) => null;
}
