namespace Periksa.Wire.Snap.Finder;

/// <summary>The escapes that writers of JSON apply to a string's characters.</summary>
enum JsonEscapes
{
    /// <summary>Nothing: the string stays as it came.</summary>
    AsReceived,

    /// <summary>JavaScript, Jackson, Newtonsoft, Python with <c>ensure_ascii=False</c>: no more than JSON asks
    /// for.</summary>
    Least,

    /// <summary>PHP's <c>JSON_UNESCAPED_UNICODE</c>: slashes.</summary>
    Slashes,

    /// <summary>Python, and PHP's <c>JSON_UNESCAPED_SLASHES</c>: everything beyond ASCII.</summary>
    NonAscii,

    /// <summary>PHP: slashes, and everything beyond ASCII.</summary>
    SlashesAndNonAscii,

    /// <summary>Go: signs that mean something in HTML.</summary>
    GoHtml,

    /// <summary>Gson: the same, and two more.</summary>
    GsonHtml,

    /// <summary>System.Text.Json: the same, a few more, and everything beyond ASCII, in capitals.</summary>
    DotNet,

    /// <summary>System.Text.Json's <c>UnsafeRelaxedJsonEscaping</c>: what is beyond 16 bits, in capitals.</summary>
    DotNetRelaxed,

    /// <summary>As it came, but slashes are escaped.</summary>
    ReceivedWithSlashes,

    /// <summary>As it came, but escaped slashes are not.</summary>
    ReceivedWithoutSlashes,

    /// <summary>As it came, but everything beyond ASCII is escaped.</summary>
    ReceivedWithNonAscii,
}

/// <summary>The changes that writers of JSON make to a number.</summary>
enum JsonNumbers
{
    AsReceived,

    /// <summary>JavaScript, Go: the shortest text of a double; <c>1</c> for 1.00.</summary>
    JavaScript,

    /// <summary>Python, PHP: integers stay; else the shortest text with a point; <c>1.0</c> for 1.00.</summary>
    Python,

    /// <summary>Java: as Python, from ten millions up with an exponent; <c>1.0E7</c>.</summary>
    Java,
}

/// <summary>The layouts that writers of JSON give it.</summary>
enum JsonLayout
{
    Compact,

    /// <summary>Python: blanks behind commas and colons.</summary>
    Spaced,

    TwoSpaces,
    FourSpaces,
    Tabs,
}

/// <summary>A way to write JSON.</summary>
readonly record struct JsonStyle(
    JsonEscapes Escapes,
    JsonNumbers Numbers = JsonNumbers.AsReceived,
    bool IsSorted = false,
    JsonLayout Layout = JsonLayout.Compact)
{
    // What the usual writers do when nobody tells them otherwise, and what they are told most often.
    static readonly JsonStyle[] Usual =
    [
        new(JsonEscapes.Least),
        new(JsonEscapes.Slashes),
        new(JsonEscapes.NonAscii),
        new(JsonEscapes.SlashesAndNonAscii),
        new(JsonEscapes.GoHtml),
        new(JsonEscapes.DotNet),
        new(JsonEscapes.DotNetRelaxed),
        new(JsonEscapes.Least, JsonNumbers.JavaScript),
        new(JsonEscapes.NonAscii, JsonNumbers.Python),
        new(JsonEscapes.SlashesAndNonAscii, JsonNumbers.Python),
        new(JsonEscapes.Least, IsSorted: true),
        new(JsonEscapes.NonAscii, IsSorted: true),
        new(JsonEscapes.GoHtml, JsonNumbers.JavaScript, IsSorted: true),
        new(JsonEscapes.NonAscii, Layout: JsonLayout.Spaced),
        new(JsonEscapes.NonAscii, JsonNumbers.Python, Layout: JsonLayout.Spaced),
        new(JsonEscapes.NonAscii, IsSorted: true, Layout: JsonLayout.Spaced),
        new(JsonEscapes.Least, Layout: JsonLayout.Spaced),
        new(JsonEscapes.Least, Layout: JsonLayout.TwoSpaces),
        new(JsonEscapes.Least, Layout: JsonLayout.FourSpaces),
        new(JsonEscapes.Least, Layout: JsonLayout.Tabs),
        new(JsonEscapes.SlashesAndNonAscii, Layout: JsonLayout.FourSpaces),
    ];

    /// <summary>Every way, the usual ones first, then those that change little.</summary>
    public static IReadOnlyList<JsonStyle> All { get; } =
    [
        .. Usual.Union(
           from layout in Enum.GetValues<JsonLayout>()
           from isSorted in (bool[])[false, true]
           from numbers in Enum.GetValues<JsonNumbers>()
           from escapes in Enum.GetValues<JsonEscapes>()
           let style = new JsonStyle(escapes, numbers, isSorted, layout)
           where style.Changes > 0
           orderby style.Changes
           select style),
    ];

    int Changes =>
        (Escapes is JsonEscapes.AsReceived ? 0 : 1)
        + (Numbers is JsonNumbers.AsReceived ? 0 : 1)
        + (IsSorted ? 1 : 0)
        + (Layout is JsonLayout.Compact ? 0 : 1);
}
