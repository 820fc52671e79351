namespace Periksa.Sdk.Tests;

/// <summary>Sento was another name's API before, and its users' code still says so in one header.</summary>
public class SentoSdkTests
{
    static readonly (string, string) Key = ("x-api-key", SentoHost.Key);

    static readonly Dictionary<string, (string, string)[]> Sdks = new()
    {
        ["oyindonesia-php"] =
        [
            ("User-Agent", "GuzzleHttp/7"), ("Accept", "application/json"), ("Content-Type", "application/json"),
            ("X-OY-Username", SentoHost.User), ("X-Api-Key", SentoHost.Key),
        ],
        ["laravel-oy"] =
        [
            ("Content-Type", "application/json; charset=utf-8"), ("x-oy-username", SentoHost.User), Key,
        ],
        ["the old sample's curl"] =
        [
            ("Accept", "application/json"), ("Content-Type", "application/json"),
            ("x-oy-username", SentoHost.User), Key,
        ],
    };

    public static TheoryData<string> Names => [.. Sdks.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Is_known_by_its_old_name_and_counted(string sdk)
    {
        await using var host = await SentoHost.Open();
        var sent = new Sent(SentoHost.Target, Sdks[sdk], SentoHost.Question);
        var list = sent with { Target = SentoHost.Target + "/invoices?limit=10", Method = HttpMethod.Get, Body = "" };
        var pay = sent with { Target = SentoHost.Target + "/invoices/pay", Body = """{"invoice_id":"none"}""" };

        Assert.Equal("200 000", await host.Say(sent));
        Assert.Equal("200 000", await host.Say(list));
        Assert.Equal("200 204", await host.Say(pay));
        Assert.Equal(
            Enumerable.Repeat(("toko-maju", "sento", "x-oy-username"), 3), host.Leniency.Counted);
    }

    [Theory]
    [InlineData("200 000", "x-username: tokomaju", 0)]
    [InlineData("200 000", "x-username: tokomaju|x-oy-username: tokomaju", 0)]
    [InlineData("200 201", "x-username: tokomaju|x-oy-username: warungjaya", 0)]
    [InlineData("200 000", "x-username: |x-oy-username: tokomaju", 1)]
    [InlineData("200 000", "x-username: tokomaju|x-oy-username: ", 0)]
    [InlineData("200 201", "x-username: |x-oy-username: ", 0)]
    [InlineData("200 201", "x-oy-username: tokomaju|x-oy-username: warungjaya", 0)]
    [InlineData("200 201", "x-oy-username: tokomaju|x-oy-username: tokomaju", 0)]
    [InlineData("200 201", "x-username: tokomaju|x-oy-username: tokomaju|x-oy-username: tokomaju", 0)]
    [InlineData("200 201", "x-oy-username: Tokomaju", 0)]
    [InlineData("200 201", "", 0)]
    public async Task Is_known_by_one_name(string said, string names, int counted)
    {
        await using var host = await SentoHost.Open();
        (string, string)[] lines =
        [
            ("Content-Type", "application/json"), Key,
            .. names.Split('|', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(": ", 2)).Select(line => (line[0], line[1])),
        ];

        Assert.Equal(said, await host.Say(new(SentoHost.Target, lines, SentoHost.Question)));
        Assert.Equal(counted, host.Leniency.Counted.Count);
    }

    [Fact]
    public async Task Is_counted_only_of_whoever_proves_its_name()
    {
        await using var host = await SentoHost.Open();
        (string, string)[] lines =
            [("Content-Type", "application/json"), ("x-oy-username", SentoHost.User), ("x-api-key", "another")];

        Assert.Equal("200 208", await host.Say(new(SentoHost.Target, lines, SentoHost.Question)));
        Assert.Empty(host.Leniency.Counted);
    }
}
