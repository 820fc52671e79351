using System.Text;

namespace Periksa.Callbacks.Tests;

/// <summary>A dialect whose signature says what was signed.</summary>
sealed class PlainDialect(params TimeSpan[] pauses) : ICallbackDialect
{
    public const string Name = "plain";

    public DialectName Dialect => new(Name);

    public ValueTask<IEnumerable<KeyValuePair<string, string>>> Sign(
        Credential credential, string url, ReadOnlyMemory<byte> body, DateTimeOffset now, CancellationToken cancel)
    {
        if (credential.ClientSecret is null)
            throw new InvalidOperationException("There is no secret to sign with.");

        return new(
        [
            new("X-TIMESTAMP", now.ToString("O")),
            new("X-SIGNATURE", $"{Encoding.UTF8.GetString(credential.ClientSecret.Bytes)} {url} {body.Length}"),
        ]);
    }

    public bool IsDelivered(int status) => status == 200;

    public TimeSpan? PauseAfter(int attempts, int? status) => attempts <= pauses.Length ? pauses[attempts - 1] : null;
}
