namespace Periksa;

/// <summary>A bank or e-wallet an account can be held at.</summary>
/// <param name="Code">The clearing code or wallet name that callers use,
/// e.g. <c>014</c>, <c>112S</c>, <c>gopay</c>.</param>
/// <param name="Name">The name on the list of disbursement banks, e.g. <c>BCA</c>.</param>
/// <param name="RegisteredName">The company's name, e.g. <c>PT Bank Central Asia Tbk</c>.</param>
/// <param name="ShortCode">What SingaPay calls it; the code where it has no other word.</param>
/// <param name="Swift">Its eight-letter BIC; <c>null</c> where none is known,
/// and then it cannot be named by one.</param>
public sealed record Bank(string Code, string Name, string RegisteredName, string ShortCode, string? Swift)
{
    /// <summary>True for an e-wallet: its accounts are known by telephone numbers.</summary>
    public bool IsWallet { get; init; }
}
