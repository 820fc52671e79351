using System.Reflection;
using Periksa.Disbursements;
using Periksa.Tests.Support;

namespace Periksa.Connectors.SingaPay.Tests;

/// <summary>What is sent. The goldens' signatures were made with openssl, of names that were sorted by hand.</summary>
public class RequestTests
{
    static readonly string Goldens = typeof(RequestTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(one => one.Key == "Goldens").Value!;

    /// <summary>For the day that it is in Jakarta.</summary>
    [Fact]
    public async Task Asks_for_a_token()
    {
        await using var play = await Play.Begin();
        await play.AskName();

        Assert.Equal(await Golden("token"), play.Provider.Asked.First());
    }

    [Fact]
    public async Task Asks_whose_account_it_is()
    {
        await using var play = await Play.Begin();
        await play.AskName();

        Assert.Equal(await Golden("check-beneficiary"), Assert.Single(play.Asked));
    }

    [Fact]
    public async Task Asks_what_became_of_an_order()
    {
        await using var play = await Play.Begin();
        await play.AskStatus();

        Assert.Equal(await Golden("inquiry-status"), Assert.Single(play.Asked));
    }

    public static TheoryData<string, decimal, string?> Orders => new()
    {
        { "transfer", 50_000m, "sometimes" },
        { "transfer.without-notes", 50_000m, null },
        { "transfer.without-notes", 50_000m, " \u2028 " },
        { "transfer.odd-notes", 10_000.5m, "Gaji\u0007\"A/B\"\u2029é 😀\n" },
    };

    [Theory, MemberData(nameof(Orders))]
    public async Task Sends_an_order(string golden, decimal amount, string? notes)
    {
        await using var play = await Play.Begin();
        await play.Connector.Pay(
            Play.Order with { Amount = new((long)(amount * 100), Currency.Idr), Notes = notes },
            CancellationToken.None);

        Assert.Equal(await Golden(golden), Assert.Single(play.Asked));
    }

    /// <summary>The signature covers the path as the server is called.</summary>
    [Fact]
    public async Task Sends_an_order_below_a_prefix()
    {
        await using var play = await Play.Begin();
        play.Tokens.Token = new("token-1", TimeSpan.FromHours(1));
        using var below = new SingaPayConnector(
            Play.Options(new(play.Provider.Url, "/gateway/")), play.Tokens, new StoppedClock(Play.Now));
        await below.Pay(Play.Order, CancellationToken.None);

        Assert.Equal(await Golden("transfer.below-a-prefix"), Assert.Single(play.Asked));
    }

    /// <summary>By it the provider knows that it has the order.</summary>
    [Fact]
    public async Task Sends_the_same_order_under_the_same_reference()
    {
        await using var play = await Play.Begin();
        await play.Pay();
        await play.Pay();

        Assert.Equal(2, play.Asked.Count);
        Assert.All(play.Asked, one => Assert.Contains($"\"reference_number\":\"{Play.Reference}\"", one));
    }

    [Fact]
    public async Task Shortens_notes_by_whole_characters()
    {
        await using var play = await Play.Begin();
        var notes = new string('x', 99) + "😀y";
        await play.Connector.Pay(Play.Order with { Notes = notes }, CancellationToken.None);

        Assert.Contains("x\\uD83D\\uDE00\"}", Assert.Single(play.Asked), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("002", true)]
    [InlineData("451", true)]
    [InlineData("112S", false)]
    [InlineData("gopay", false)]
    public async Task Pays_into_banks_that_it_has_a_word_for(string bank, bool canPay)
    {
        await using var play = await Play.Begin();
        var account = new BankAccount(bank, "1234567890000");

        Assert.Equal(canPay, play.Connector.CanPay(account));
        if (!canPay)
        {
            Assert.IsType<PayoutReply.NotSent>(
                await play.Connector.Pay(Play.Order with { Beneficiary = account }, CancellationToken.None));
            Assert.Empty(play.Asked);
        }
    }

    /// <summary>Of most banks the list has no short name: any that is not another's will do.</summary>
    [Theory]
    [InlineData("013", "PERMATA", true)]
    [InlineData("013", "013", true)]
    [InlineData("013", "BBBAIDJA", true)]
    [InlineData("013", "BRI", false)]
    [InlineData("013", "brinidja", false)]
    [InlineData("013", "014", false)]
    [InlineData("013", "", false)]
    [InlineData("013", null, false)]
    [InlineData("002", "PERMATA", false)]
    [InlineData("002", "bri", true)]
    [InlineData("002", "BRINIDJA", true)]
    public void Knows_by_which_words_a_bank_may_be_meant(string bank, string? word, bool may) =>
        Assert.Equal(may, BankWords.MayMean(word, bank));

    [Theory]
    [InlineData("")]
    [InlineData("a/../b")]
    [InlineData("a b")]
    [InlineData("a?b")]
    public void Takes_no_account_that_would_lead_elsewhere(string account)
    {
        var options = Play.Options(new("http://localhost")) with { AccountId = account };

        Assert.Throws<FormatException>(() => new SingaPayConnector(options, new RememberedTokens()));
    }

    [Fact]
    public void Tells_no_secret() =>
        Assert.Equal("singapay-main", Play.Options(new("http://localhost")).ToString());

    static Task<string> Golden(string name) => File.ReadAllTextAsync(Path.Combine(Goldens, $"{name}.http"));
}
