using System.Globalization;
using System.Text.RegularExpressions;

namespace Periksa.Host.Connectors;

/// <summary>Reads one section of the settings: each fault is told with its path, and so is a name that means
/// nothing.</summary>
sealed partial class SettingReader(IConfigurationSection section)
{
    const long SenMaximum = 100_000_000_000_000;
    static readonly TimeSpan TimeMaximum = TimeSpan.FromDays(1);

    readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string Path => section.Path;

    public string? Text(string name)
    {
        _known.Add(name);
        return string.IsNullOrEmpty(section[name]) ? null : section[name];
    }

    public string Needed(string name) =>
        Text(name) ?? throw Fault(name, "is missing");

    /// <summary>A secret: as it is, or the content of the file that <c>…File</c> names.</summary>
    public string? Secret(string name)
    {
        var (given, file) = (Text(name), Text(name + "File"));
        if (file is null)
            return given;

        if (given is not null)
            throw Fault(name, $"and {name}File are both set: leave one out");

        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(name + "File", $"names a file that cannot be read: {e.Message}");
        }
    }

    public string NeededSecret(string name) =>
        Secret(name) ?? throw Fault(name, $"is missing; it may also be given as {name}File");

    public Uri NeededUrl(string name) => Url(name) ?? throw Fault(name, "is missing");

    public Uri? Url(string name)
    {
        if (Text(name) is not { } text)
            return null;

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url is { UserInfo: "", Query: "", Fragment: "" }
                ? url
                : throw Fault(name, $"is '{text}', which is no http or https URL without a query");
    }

    public TimeSpan Milliseconds(string name, TimeSpan otherwise, int maximum)
    {
        if (Text(name) is null)
            return otherwise;

        return TimeSpan.FromMilliseconds(Whole(name, 0, maximum));
    }

    /// <summary>A time such as <c>24:00:00</c>, which may have more hours than a day, or <c>7.00:00:00</c>.</summary>
    public TimeSpan? Duration(string name, TimeSpan maximum)
    {
        if (Text(name) is not { } text)
            return null;

        var parts = Hours.Match(text).Groups;
        var time = new TimeSpan(Part(1), Part(2), Part(3), Part(4));
        return time > TimeSpan.Zero && time <= maximum
            ? time
            : throw Fault(
                name, $"is '{text}': it is a time like 24:00:00 or 00:05:00, of {maximum.TotalDays:0} days at most");

        int Part(int i) => parts[i].Success ? int.Parse(parts[i].Value, CultureInfo.InvariantCulture) : 0;
    }

    public T OneOf<T>(string name, T otherwise) where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return otherwise;

        return Enum.TryParse<T>(
            text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw Fault(name, $"is '{text}': it is one of {string.Join(", ", Enum.GetNames<T>())}");
    }

    public bool Flag(string name, bool otherwise) => Text(name)?.ToUpperInvariant() switch
    {
        null => otherwise,
        "TRUE" => true,
        "FALSE" => false,
        var text => throw Fault(name, $"is '{text}': it is true or false"),
    };

    public TimeSpan? Seconds(string name, TimeSpan? otherwise, int maximum) =>
        Text(name) is null ? otherwise : TimeSpan.FromSeconds(Whole(name, 0, maximum));

    /// <summary>A time such as <c>00:00:02</c>.</summary>
    public TimeSpan? Time(string name) => Text(name) is { } text ? Time(name, text) : null;

    public IReadOnlyList<TimeSpan> Times(string name) => [.. List(name).Select(text => Time(name, text))];

    public int Whole(string name, int otherwise, int maximum)
    {
        if (Text(name) is not { } text)
            return otherwise;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1 && number <= maximum
                ? number
                : throw Fault(name, $"is '{text}': it takes 1 to {maximum}");
    }

    /// <summary>How many there may be; <c>null</c> for no limit.</summary>
    public int? Limit(string name, int maximum) => Text(name) is null ? null : Whole(name, 0, maximum);

    /// <summary>A number with up to three digits behind a point; <c>null</c> where none is given.</summary>
    public decimal? Decimal(string name, int maximum)
    {
        if (Text(name) is not { } text)
            return null;

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number <= maximum && decimal.Round(number, 3) == number
                ? number
                : throw Fault(name, $"is '{text}': it takes 0.001 to {maximum}, such as 2.5");
    }

    public int Number(string name, int otherwise, params int[] allowed)
    {
        if (Text(name) is not { } text)
            return otherwise;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && allowed.Contains(number)
                ? number
                : throw Fault(name, $"is '{text}': it is one of {string.Join(", ", allowed)}");
    }

    /// <summary>An amount in sen; <c>null</c> where none is given.</summary>
    public Money? Sen(string name)
    {
        if (Text(name) is not { } text)
            return null;

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sen) && sen <= SenMaximum
            ? new(sen, Currency.Idr)
            : throw Fault(name, $"is '{text}': it is an amount in sen, at most {SenMaximum}");
    }

    /// <summary>A list of sections.</summary>
    public IEnumerable<SettingReader> Sections(string name)
    {
        _known.Add(name);
        return section.GetSection(name).GetChildren().Select(one => new SettingReader(one));
    }

    /// <summary>A section of its own.</summary>
    public SettingReader Section(string name)
    {
        _known.Add(name);
        return new(section.GetSection(name));
    }

    /// <summary>Names and texts as they stand.</summary>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        _known.Add(name);
        return section.GetSection(name).GetChildren()
            .Where(child => child.Value is not null)
            .ToDictionary(child => child.Key, child => child.Value!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Names, each with one of the words of an enumeration.</summary>
    public IReadOnlyDictionary<string, T> Words<T>(string name) where T : struct, Enum
    {
        var words = Section(name);
        return Map(name).Keys.ToDictionary(one => one, one => words.OneOf(one, default(T)));
    }

    /// <summary>Takes names that somebody else reads.</summary>
    public void Expect(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _known.Add(name);
    }

    public IReadOnlyList<string> List(string name)
    {
        _known.Add(name);
        return [.. section.GetSection(name).GetChildren().Select(child => child.Value).OfType<string>()];
    }

    /// <summary>Refuses what nobody has asked for.</summary>
    public void RefuseOthers()
    {
        if (section.GetChildren().FirstOrDefault(child => !_known.Contains(child.Key)) is { } unknown)
        {
            throw new SettingsException(
                $"{unknown.Path} means nothing: is it misspelt? There are {string.Join(", ", _known.Order())}.");
        }
    }

    TimeSpan Time(string name, string text) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time)
        && time > TimeSpan.Zero && time <= TimeMaximum
            ? time
            : throw Fault(name, $"has '{text}': it takes times such as 00:00:02, of at most {TimeMaximum:c}");

    public SettingsException Fault(string name, string what) => new($"{section.Path}:{name} {what}.");

    [GeneratedRegex("^(?:([0-9]{1,3})[.])?([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])$")]
    private static partial Regex Hours { get; }
}
