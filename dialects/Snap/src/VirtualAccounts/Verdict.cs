using Periksa.Wire.Snap;

namespace Periksa.Dialects.Snap.VirtualAccounts;

/// <summary>A code, and its reason as customers are told it.</summary>
internal sealed record Verdict(SnapCode Code, BothLanguages Why)
{
    public static readonly BothLanguages Success = new("Success", "Sukses");

    /// <summary>The value of every status field: whether it is done.</summary>
    public string Status => Why == Success ? "00" : "01";

    /// <summary>Of a field that is missing or malformed.</summary>
    public static Verdict Of(SnapCodes codes, FieldFault fault) => new(codes.For(fault), fault.IsMissing
        ? new($"Mandatory field {fault.Field} is missing", $"{fault.Field} wajib diisi")
        : new($"Invalid format of {fault.Field}", $"Format {fault.Field} tidak valid"));
}
