namespace Periksa.Partners;

/// <summary>A key that signs access tokens.</summary>
/// <param name="Id">What a token calls it by.</param>
public sealed record TokenKey(string Id, byte[] Secret, DateTimeOffset MadeAt)
{
    /// <summary>Nothing of it: whatever is printed may end in a log.</summary>
    public override string ToString() => Id;
}

/// <summary>The keys that sign access tokens, shared by all hosts.</summary>
public interface ITokenKeys
{
    /// <summary>Those this host remembers, oldest first.</summary>
    IReadOnlyList<TokenKey> Known { get; }

    /// <summary>Reads them anew, so that a key just made elsewhere is known.</summary>
    Task Look(CancellationToken cancel);
}
