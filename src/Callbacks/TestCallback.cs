using System.Diagnostics;
using System.Text;
using Periksa.Callbacks.Posting;

namespace Periksa.Callbacks;

/// <summary>Posts one callback that is a test, signed and bound as the courier's are, and tells what came of it.
/// Nothing is written down, and nothing is tried again.</summary>
public sealed class TestCallback(
    ICredentials credentials, IEnumerable<ICallbackDialect> dialects, CourierOptions options, TimeProvider clock)
    : IDisposable
{
    /// <summary>Of what is answered, so much is shown.</summary>
    const int ShownBytes = 500;

    static readonly TimeSpan KnownWithin = TimeSpan.FromSeconds(3);
    static readonly TimeSpan KnownPause = TimeSpan.FromMilliseconds(50);

    readonly ICallbackDialect[] _dialects = [.. dialects];
    readonly CallbackTargets _targets = new(credentials, dialects, options);
    readonly CallbackClient _client = new(options);

    /// <summary>The names of the dialects that call back.</summary>
    public IEnumerable<string> Dialects => _dialects.Select(one => one.Dialect.Value).Order(StringComparer.Ordinal);

    /// <param name="url">As it is registered, or another.</param>
    /// <param name="reference">What the test is called in its body.</param>
    public async Task<TestReport> Post(
        DialectName dialect, CredentialName name, string url, string reference, CancellationToken cancel)
    {
        var (resolved, now) = (_targets.Resolve(url), clock.GetUtcNow());
        if (resolved is null || CallbackClient.Parse(resolved) is not { } uri)
            return new(resolved ?? url, null, Reply.BadUrl.Error, 0, null, IsDelivered: false, Advise(Reply.BadUrl));

        var speaker = _dialects.Single(one => one.Dialect == dialect);
        if (await Find(dialect, name, cancel) is not { } credential)
            return Unsigned(resolved);

        IEnumerable<KeyValuePair<string, string>> headers;
        var body = TestBodies.Write(speaker, credential, reference, now) ?? throw new UnreachableException();
        try
        {
            headers = await speaker.Sign(credential, resolved, body, now, cancel);
        }
        catch (InvalidOperationException)
        {
            return Unsigned(resolved);   // it has no secret to sign with
        }

        var begun = Stopwatch.GetTimestamp();
        var (reply, answer) = await _client.PostShown(uri, body, headers, ShownBytes, cancel);
        var took = (int)Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var isDelivered = reply.Status is { } status && speaker.IsDelivered(status);
        return new(
            resolved, reply.Status, reply.Error, took, answer is null ? null : Shown(answer), isDelivered,
            isDelivered ? null : Advise(reply));
    }

    public void Dispose() => _client.Dispose();

    // One that was issued just now is known to a host within a second.
    async Task<Credential?> Find(DialectName dialect, CredentialName name, CancellationToken cancel)
    {
        for (var begun = Stopwatch.GetTimestamp(); ; await Task.Delay(KnownPause, cancel))
        {
            var credential = credentials.Find(dialect, name);
            if (credential is not null || Stopwatch.GetElapsedTime(begun) > KnownWithin)
                return credential;
        }
    }

    TestReport Unsigned(string url) =>
        new(url, null, Reply.Broken.Error, 0, null, IsDelivered: false, Advise(Reply.Broken));

    static string Shown(byte[] bytes) => string.Concat(
        Encoding.UTF8.GetString(bytes).Select(letter => char.IsControl(letter) ? ' ' : letter));

    // In the words of whoever has to mend it.
    string Advise(Reply reply) => reply switch
    {
        { Status: >= 300 and < 400 } => "A redirect is not followed: set the URL that it leads to.",
        { Status: 401 or 403 } =>
            "The receiver did not take the signature: see that it has the present secret, and signs the path, the body "
            + "and the time as they came.",
        { Status: 404 or 405 } => "The server is there, and does not take POST at this path: set the right URL.",
        { Status: not null } => "Have the receiver answer 200 when it has kept the callback; other answers are tried "
            + "again.",
        _ when reply == Reply.BadUrl => "Set an http or https URL without a user name, such as "
            + "https://partner.example/callback.",
        _ when reply == Reply.Broken => "The credential has no secret that opens here: run 'periksa check' with the "
            + "hosts' keys, or issue or rotate the credential.",
        _ when reply == Reply.Late => $"Have the receiver answer within {options.Timeout.TotalSeconds:0} seconds, and "
            + "do its work afterwards.",
        { Error: "the address is not public" } => "Set a URL with a public address, or let "
            + "Periksa__Callbacks__Permitted__0 name the partner's network.",
        { Error: "the name has no address" } => "Is the name spelt right, and does this machine's DNS know it?",
        { Error: "no secure connection: see its certificate" } => "The certificate must be valid, for this name, and "
            + "come with its chain from an authority that this machine trusts.",
        _ => "Is the receiver up, and does a firewall let this machine's address through?",
    };
}

/// <summary>What came of a test.</summary>
/// <param name="Url">Where it was posted.</param>
/// <param name="Status">The HTTP status that was answered; <c>null</c> where nothing was.</param>
/// <param name="Error">Why nothing was answered.</param>
/// <param name="Answer">How the answer begins; <c>null</c> where there was none.</param>
/// <param name="Advice">What to do; <c>null</c> where it was taken.</param>
public sealed record TestReport(
    string Url, int? Status, string? Error, int Milliseconds, string? Answer, bool IsDelivered, string? Advice);
