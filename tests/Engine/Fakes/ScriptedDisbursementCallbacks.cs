using System.Text;
using Periksa.Callbacks;
using Periksa.Disbursements;

namespace Periksa.Engine.Tests.Fakes;

/// <summary>A dialect whose callbacks say how a disbursement ended and nothing else.</summary>
sealed class ScriptedDisbursementCallbacks : IDisbursementCallbacks
{
    public DialectName Dialect => new("singapay");

    public ReadOnlyMemory<byte> Write(Disbursement ended) => Encoding.UTF8.GetBytes($"{ended.Status}");

    public ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential, string url, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel) =>
        new([]);

    public bool IsDelivered(int status) => status == 200;

    public TimeSpan? PauseAfter(int attempts, int? status) => null;
}
