using System.Security.Cryptography;
using Npgsql;
using Periksa.Callbacks;
using Periksa.Operators.Audit;
using Periksa.Operators.Credentials;

namespace Periksa.Operators.Messages;

/// <summary>Posts a callback that is a test to where a credential is called back, and shows what came of it.</summary>
public sealed class CallbackTrial(NpgsqlDataSource database, TestCallback tests)
{
    /// <summary>The audit trail tells of it first: what is posted cannot be taken back.</summary>
    /// <param name="url">Where it is posted; <c>null</c> for the URL that is set.</param>
    public async Task<Outcome<TestedCallback>> Post(
        Actor actor, string dialect, string name, string? url, string? reason, CancellationToken cancel)
    {
        var begun = await Begin(actor, dialect, name, url, reason);
        if (begun.Done is not { } test)
            return begun;

        var report = await tests.Post(new(dialect), new(name), test.Url, test.Reference, cancel);
        return test with
        {
            Url = report.Url,
            Status = report.Status,
            Error = report.Error,
            Milliseconds = report.Milliseconds,
            Answer = report.Answer,
            IsDelivered = report.IsDelivered,
            Advice = report.Advice,
        };
    }

    Task<Outcome<TestedCallback>> Begin(Actor actor, string dialect, string name, string? url, string? reason) =>
        AuditedChange.Make<TestedCallback>(database, actor, async change =>
        {
            if (Words.RefuseReason(reason) is { } nonsense)
                return nonsense;

            if (!tests.Dialects.Contains(dialect))
            {
                return Refusal.Invalid(
                    $"{Words.Shown(dialect)} calls nobody back: these do: {string.Join(", ", tests.Dialects)}.");
            }

            if (Words.RefuseCredentialName(name, int.MaxValue) is not null
                || await CredentialRows.Find(change.Connection, dialect, name) is not { } credential)
            {
                return CredentialAdministration.NotFound(dialect, name);
            }

            if (credential.RevokedAt is not null)
            {
                return Refusal.Conflict(
                    $"The credential {name} of {dialect} is revoked, and has no secret to sign with.");
            }

            if (url is not null && CredentialTerms.RefuseUrl(url) is { } noUrl)
                return noUrl;

            if ((url ?? credential.CallbackUrl) is not { } target)
            {
                return Refusal.Conflict(
                    $"{name} of {dialect} is called back nowhere: 'periksa callback set {dialect} {name} URL' first, "
                    + "or name a URL for this test.");
            }

            var test = new TestedCallback
            {
                Dialect = dialect,
                Credential = name,
                Url = target,
                Reference = $"PERIKSA-TEST-{RandomNumberGenerator.GetHexString(8)}",
            };
            await change.Note(
                "callback.test", CredentialAdministration.Subject(dialect, name), null, test,
                OperatorsJson.Default.TestedCallback, reason);
            return test;
        });
}

/// <summary>A callback that was a test, and what came of it.</summary>
public sealed record TestedCallback
{
    public required string Dialect { get; init; }

    public required string Credential { get; init; }

    /// <summary>Where it was posted.</summary>
    public required string Url { get; init; }

    /// <summary>What its body says that it is about; nothing else is called so.</summary>
    public required string Reference { get; init; }

    /// <summary>The HTTP status that was answered; <c>null</c> where nothing was.</summary>
    public int? Status { get; init; }

    /// <summary>Why nothing was answered.</summary>
    public string? Error { get; init; }

    public int? Milliseconds { get; init; }

    /// <summary>How the answer begins.</summary>
    public string? Answer { get; init; }

    /// <summary>True if the receiver would count as having it.</summary>
    public bool IsDelivered { get; init; }

    /// <summary>What to do; <c>null</c> where it was taken.</summary>
    public string? Advice { get; init; }
}
