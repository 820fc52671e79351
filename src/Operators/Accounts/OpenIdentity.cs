namespace Periksa.Operators.Accounts;

/// <summary>Whom an OpenID provider vouches for. A subject means nothing without its issuer.</summary>
public sealed record OpenIdentity
{
    /// <summary>As OpenID Connect bounds it.</summary>
    const int SubjectLengthMaximum = 255;

    /// <summary>An address; a unique index takes both together.</summary>
    const int IssuerLengthMaximum = 1000;

    OpenIdentity(string text) => Text = text;

    /// <summary>As it is kept: the issuer up to the first space, then the subject.</summary>
    public string Text { get; }

    /// <summary>What a token says, whose signature is good; <c>null</c> where it names nobody.</summary>
    public static OpenIdentity? TryRead(string? issuer, string? subject) =>
        issuer is { Length: > 0 and <= IssuerLengthMaximum } && issuer.All(letter => letter is > ' ' and <= '~')
        && subject is { Length: > 0 and <= SubjectLengthMaximum } && !subject.Any(char.IsControl)
            ? new($"{issuer} {subject}")
            : null;

    public override string ToString() => Text;
}
