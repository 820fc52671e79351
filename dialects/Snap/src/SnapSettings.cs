using Microsoft.Extensions.Configuration;

namespace Periksa.Dialects.Snap;

/// <summary>The settings of an operator for this dialect.</summary>
/// <param name="Version">The part of every path that follows the prefix.</param>
/// <param name="OwnBank">The bank that service 15 is about; <c>null</c> for none, and then it is not served.</param>
public sealed record SnapSettings(string Version, Bank? OwnBank)
{
    const string VersionDefault = "v1.0";

    /// <exception cref="FormatException">One of them makes no sense.</exception>
    public static SnapSettings Read(IConfiguration settings)
    {
        var version = settings["Periksa:Dialects:Snap:Version"] ?? VersionDefault;
        if (version is "" || !version.All(static one => char.IsAsciiLetterOrDigit(one) || one is '.' or '-'))
        {
            throw new FormatException(
                $"Periksa__Dialects__Snap__Version is one part of a path, such as {VersionDefault}; not '{version}'.");
        }

        var code = settings["Periksa:Dialects:Snap:OwnBank"] ?? "";
        if (code is "")
            return new(version, OwnBank: null);

        return new(version, BankList.Published.Find(code) ?? throw new FormatException(
            $"Periksa__Dialects__Snap__OwnBank is a code of the bank list, such as 014; not '{code}'."));
    }
}
