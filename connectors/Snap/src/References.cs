using System.Buffers.Binary;
using System.Globalization;

namespace Periksa.Connectors.Snap;

/// <summary>An inquiry's id as partnerReferenceNo: whoever asks again, on whichever host, sends the same.</summary>
internal sealed class References(SnapRouteOptions options)
{
    /// <summary>The place for a reference in a template.</summary>
    public const string Place = "reference";

    /// <summary>As many digits as the largest id has.</summary>
    public const int LengthMaximum = 39;

    const string AllDigits = "D39";

    /// <summary>False where questions go without. What stands in an answer is then the provider's own.</summary>
    public bool AreSent { get; } = options.Body is null || new Template(options.Body).Places.Contains(Place);

    public string Of(InquiryId id) => options.ReferencePrefix + options.Reference switch
    {
        SnapReferenceForm.Hex => id.Value.ToString("N", CultureInfo.InvariantCulture),
        SnapReferenceForm.Digits => Number(id.Value).ToString(AllDigits, CultureInfo.InvariantCulture),
    };

    /// <summary>The id in a reference; <c>null</c> where it is none of ours.</summary>
    public InquiryId? Find(string reference)
    {
        if (!reference.StartsWith(options.ReferencePrefix, StringComparison.Ordinal))
            return null;

        var text = reference.AsSpan(options.ReferencePrefix.Length);
        return options.Reference switch
        {
            SnapReferenceForm.Hex => Guid.TryParseExact(text, "N", out var id) ? new InquiryId(id) : null,
            SnapReferenceForm.Digits =>
                UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? new InquiryId(Id(number))
                    : null,
        };
    }

    static UInt128 Number(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    static Guid Id(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new(bytes, bigEndian: true);
    }
}
