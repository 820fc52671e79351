using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay;

/// <summary>The result of an inquiry, in the wire's words; answers and callbacks share them.</summary>
/// <param name="Name">The holder's name; empty where there is none to show.</param>
/// <param name="AccountStatus"><c>null</c> while nothing is known about the account.</param>
/// <param name="Owed">What is owed on a virtual account that was found.</param>
internal readonly record struct Finding(string Name, string InquiryStatus, string? AccountStatus, Money? Owed)
{
    const int NameLengthMaximum = 100;

    public static readonly Finding Invalid = new("", "SUCCESS", "INVALID", Owed: null);
    public static readonly Finding Pending = new("", "PENDING", AccountStatus: null, Owed: null);
    public static readonly Finding Failed = new("", "FAILED", AccountStatus: null, Owed: null);

    public static Finding Active(string holder, Money? owed) =>
        new(Characters.First(holder, NameLengthMaximum), "SUCCESS", "ACTIVE", owed);

    /// <summary>The part of an answer that says so.</summary>
    public ReplyInfo Write(bool isVirtualAccount) =>
        new(InquiryStatus, AccountStatus, isVirtualAccount ? "Y" : "N", Owed?.ToString());
}
