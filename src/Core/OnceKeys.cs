namespace Periksa;

/// <summary>Two promises of uniqueness that a caller makes about a request.</summary>
/// <param name="Caller">Who made the promise: keys of two callers never meet.</param>
/// <param name="Day">The WIB day within which <paramref name="DayKey"/> is unique.</param>
/// <param name="DayKey">Unique per caller and day, e.g. SNAP's X-EXTERNAL-ID.</param>
/// <param name="Reference">Unique per caller for good, e.g. SNAP's partnerReferenceNo;
/// <c>null</c> when not sent.</param>
public sealed record OnceKeys(string Caller, DateOnly Day, string DayKey, Reference? Reference);
