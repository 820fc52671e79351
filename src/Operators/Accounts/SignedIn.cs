namespace Periksa.Operators.Accounts;

/// <summary>Somebody whose session is good.</summary>
public sealed record SignedIn(Guid OperatorId, string Name, OperatorRole Role, Guid SessionId)
{
    /// <param name="address">Where the request came from.</param>
    public Actor At(string address) => Actor.OfOperator(Name, address);
}

/// <summary>Where somebody signs in from.</summary>
/// <param name="UserAgent">What their browser calls itself.</param>
public sealed record Visitor(System.Net.IPAddress? Address, string? UserAgent)
{
    const int UserAgentLengthMaximum = 200;

    internal string From => Address?.ToString() ?? "unknown";

    internal string? ShortUserAgent => UserAgent is null
        ? null
        : new([.. UserAgent.Where(letter => letter is >= ' ' and <= '~').Take(UserAgentLengthMaximum)]);
}

/// <summary>A session that was begun just now.</summary>
/// <param name="Token">What the cookie holds. Only its digest is kept.</param>
public sealed record BegunSession(SignedIn Operator, string Token)
{
    /// <summary>Nothing of the token: whatever is printed may end in a log.</summary>
    public override string ToString() => Operator.Name;
}
