namespace Periksa.Connectors.Snap.Tests;

/// <summary>Bodies that an operator or a preset wrote, with places for values.</summary>
public class BodyTests
{
    [Fact]
    public async Task Have_their_values_where_they_go() => Assert.Equal(
        $$"""
        {"to":"8753293240 at 014","of":{"ref":"{{Play.Reference}}","by":["62811","1.00"]},"a":"10000.00"}
        """,
        await Sent(Play.Preset("standard") with
        {
            Body =
                """
                {"to":"{account} at {bank}","of":{"ref":"{reference}","by":["{customer}","{value}"]},"a":"{amount}"}
                """,
            Values = new Dictionary<string, string> { ["value"] = "1.00" },
            CustomerNumber = "62811",
        }));

    [Fact]
    public async Task Take_a_value_that_looks_like_a_place_as_it_is() => Assert.Equal(
        """{"of":"{account}","and":"a \"b\" {bank}"}""",
        await Sent(Play.Preset("standard") with
        {
            Body = """{"of":"{of}","and":"{and}"}""",
            Values = new Dictionary<string, string> { ["of"] = "{account}", ["and"] = "a \"b\" {bank}" },
        }));

    [Fact]
    public async Task Are_escaped_as_PHP_does_where_that_is_asked_for() => Assert.Equal(
        """{"a\/b":"\/c\/d\\","name":"Jos\u00e9 \ud83d\ude00 & <i>\""}""",
        await Sent(Play.Preset("standard") with
        {
            Body = """{"a/b":"\/c/d\\","name":"José 😀 & <i>\""}""",
            EscapesAsPhp = true,
        }));

    [Fact]
    public async Task That_are_not_escaped_are_sent_as_they_stand() => Assert.Equal(
        """{"a/b":"José"}""", await Sent(Play.Preset("standard") with { Body = """{"a/b":"José"}""" }));

    [Fact]
    public async Task That_ask_for_a_token_have_values_too()
    {
        await using var provider = await Provider.Start(Provider.Says(500, ""));

        await Play.Ask(
            Play.Preset("standard") with { TokenBody = """{"grantType":"client_credentials","scope":"{scope}"}""" },
            provider);

        Assert.Equal(
            """{"grantType":"client_credentials","scope":"disbursement"}""",
            provider.Sent.Single(one => one.IsForToken).Body);
    }

    static async Task<string> Sent(SnapRouteOptions options)
    {
        await using var provider = await Provider.Start(Provider.Says(500, ""));
        await Play.Ask(options, provider);
        return provider.Questions.Single().Body;
    }
}
