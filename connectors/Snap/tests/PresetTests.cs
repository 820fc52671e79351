using System.Globalization;
using Periksa.Inquiries;
using Periksa.Wire.Snap;
using static Periksa.Connectors.Snap.Tests.Signatures;

namespace Periksa.Connectors.Snap.Tests;

/// <summary>Each preset as data: what it sends, to the byte, and what it makes of every code.</summary>
public class PresetTests
{
    static readonly string[] Unverified =
    [
        "bri-15", "dana", "mandiri-15", "mandiri-16", "ocbc-bifast", "ocbc-olt", "ocbc-rtgs", "ocbc-skn", "payermax",
    ];

    public static TheoryData<string> Names => [.. SnapPreset.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sends_what_its_golden_shows(string preset)
    {
        await using var provider = await Provider.Start(Provider.Says(500, ""));
        var options = At(provider, Play.Preset(preset));

        await Play.Ask(options, provider, Play.QuestionFor(options));

        var question = provider.Questions.Single();
        if (provider.Sent.SingleOrDefault(one => one.IsForToken) is { } token)
        {
            Goldens.Check($"{preset}.http", $"{token.Golden}\n###\n{question.Golden}");
            Assert.True(IsOfOurKey(token, $"MCPD00000012|{token["X-TIMESTAMP"]}"));
            Assert.Equal(Hmac(question, "token-1"), question["X-SIGNATURE"]);
        }
        else
        {
            Goldens.Check($"{preset}.http", question.Golden);
            Assert.True(IsOfOurKey(question, $"POST:{question.Path}:{Digest(question)}:{question["X-TIMESTAMP"]}"));
        }
    }

    /// <summary>At about 2 s, 10 s, 30 s, a minute and five.</summary>
    [Fact]
    public void Asks_durianpay_again_when_its_page_says() => Assert.Equal(
        [2, 8, 20, 30, 240],
        Play.Preset("durianpay").Schedule.Select(pause => pause.TotalSeconds));

    /// <summary>All that is not in the golden is unclear.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sorts_every_code_as_its_golden_says(string preset)
    {
        await using var provider = await Provider.Start(Provider.Says(500, ""));
        var options = At(provider, Play.Preset(preset));
        using var route = Play.Of(options, provider.Address);
        var words = options.Codes.Keys.Where(code => !char.IsAsciiDigit(code[0])).ToArray();
        var own = options.Codes.Keys.Except(words)
            .Select(code => code.Replace("xx", $"{options.Service}", StringComparison.Ordinal))
            .ToArray();
        var standard = ResponseCodes.All.Select(row => $"{row.Http}{options.Service}{row.Case:D2}");
        var sorted = new List<string>();

        foreach (var code in standard.Union(own))
        {
            provider.Answer = Provider.Says(int.Parse(code[..3], CultureInfo.InvariantCulture), Body(code));
            var reply = await route.Ask(Play.QuestionFor(options), CancellationToken.None).WaitAsync(Play.Soon);
            if (reply is not BankReply.Unclear || own.Contains(code))
                sorted.Add($"{code} {Word(reply)}{(own.Contains(code) ? ", by the preset" : "")}");
        }

        if (options.NameLength > 0)
            sorted.Add($"Names are cut at {options.NameLength}");

        if (options.HandleField is { } field)
            sorted.Add($"A handle is in {field}, for {options.HandleLifetime.TotalSeconds} s");

        sorted.AddRange(words.Select(word => $"{word} {new CodeMap(options).Of(word)}, in a callback"));
        Goldens.Check($"{preset}.codes.txt", string.Join('\n', sorted) + "\n");
    }

    /// <summary>Which its golden does not show.</summary>
    [Theory]
    [InlineData("bca-16-switch", 32)]
    [InlineData("bni-15", 19)]
    [InlineData("bri-15", 36)]
    [InlineData("bri-16", 9)]
    [InlineData("mandiri-16", 19)]
    [InlineData("midtrans", 36)]
    [InlineData("ocbc-olt", 32)]
    public async Task Has_external_ids_of_so_many_digits(string preset, int digits)
    {
        await using var provider = await Provider.Start(Provider.Says(500, ""));
        var options = Play.Preset(preset);

        await Play.Ask(options, provider, Play.QuestionFor(options));

        Assert.Matches($"^[0-9]{{{digits}}}$", provider.Questions.Single()["X-EXTERNAL-ID"]);
    }

    [Fact]
    public void Has_two_goldens_and_nobody_else_has() => Assert.Equal(
        SnapPreset.Names.SelectMany(name => new[] { $"{name}.codes.txt", $"{name}.http" }).Order(),
        Goldens.Files.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Says_where_it_comes_from_and_how_far_it_is_to_be_believed(string name)
    {
        var preset = SnapPreset.Find(name)!;

        Assert.Equal(Unverified.Contains(name) ? "unverified" : "documented", preset.Status);
        Assert.Equal(!Unverified.Contains(name), preset.IsDocumented);
        Assert.NotEmpty(preset.Source);
        Assert.Equal(new SnapRouteOptions().Budget, preset.Options.Budget);   // as what is left out
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("BCA-15")]
    [InlineData("")]
    public void Is_known_by_its_name_alone(string name) => Assert.Null(SnapPreset.Find(name));

    public static TheoryData<string, string, Func<SnapRouteOptions, SnapRouteOptions>> Needed => new()
    {
        { "bca-15", "PartnerId is not of 10 characters", good => good with { PartnerId = "KBB" } },
        { "bca-16-bifast", "Values:sourceAccount", Without("sourceAccount") },
        { "bri-16", "Values:deviceId", Without("deviceId") },
        { "bni-16", "Values:channel", Without("channel") },
        { "ocbc-skn", "Values:scope", Without("scope") },
        { "ocbc-olt", "ReferencePrefix is not of 4 digits", good => good with { ReferencePrefix = "" } },
        { "ocbc-rtgs", "ReferencePrefix is not of 4 digits", good => good with { ReferencePrefix = "12a4" } },
        { "midtrans", "BankCodes is empty", good => good with { BankCodes = new Dictionary<string, string>() } },
        { "faspay", "PartnerId is not of 5 characters", good => good with { PartnerId = null } },
        { "doku", "SentName is missing", good => good with { SentName = null } },
        { "dana", "CustomerNumber is missing", good => good with { CustomerNumber = null } },
        { "payermax", "HmacSecret is missing", good => good with { HmacSecret = null } },
    };

    [Theory]
    [MemberData(nameof(Needed))]
    public void Tells_what_an_operator_has_to_add(
        string preset, string told, Func<SnapRouteOptions, SnapRouteOptions> spoil)
    {
        var options = spoil(Play.Preset(preset));

        var refused = Assert.Throws<FormatException>(() => Play.Of(options, Faults.Nobody()));

        Assert.StartsWith(told, refused.Message, StringComparison.Ordinal);
    }

    // A path in a preset is all of it.
    static SnapRouteOptions At(Provider provider, SnapRouteOptions preset) =>
        preset with { ServiceBase = new Uri(provider.Address, preset.Path is null ? "/snap" : "/") };

    static Func<SnapRouteOptions, SnapRouteOptions> Without(string value) => good =>
        good with { Values = good.Values.Where(one => one.Key != value).ToDictionary() };

    static string Body(string code) => code.StartsWith("200", StringComparison.Ordinal)
        ? $$$"""
            {"responseCode":"{{{code}}}","beneficiaryAccountName":"A","additionalInfo":{"inquiryStatus":"SUCCESS"}}
            """
        : $$"""{"responseCode":"{{code}}","beneficiaryAccountName":""}""";

    static string Word(BankReply reply) => reply switch
    {
        BankReply.Found => "Found",
        BankReply.NotFound none => $"NotFound {none.Why}",
        BankReply.NotAsked nobody => $"NotAsked {nobody.Fault}",
        BankReply.Pending => "Pending",
        BankReply.Failed => "Failed",
        _ => "Unclear",
    };
}
