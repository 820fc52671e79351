using Microsoft.Extensions.DependencyInjection;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Partners;
using Periksa.Tests.Support;

namespace Periksa.Dialects.SingaPay.Tests;

/// <summary>The requests that reach the services behind the dialect.</summary>
public class AskingTests
{
    readonly ScriptedDisbursements _disbursements = Scripts.Disbursements;
    readonly ScriptedAccountInquiries _accountInquiries = Scripts.Inquiries;
    readonly RememberingTokens _tokens = new();

    [Fact]
    public async Task Orders_a_transfer_with_all_that_the_books_need()
    {
        await Ask(Letter.Transfer());

        var order = _disbursements.Ordered!;
        Assert.Equal(
            new TransferOrder(
                order.Credential,
                new(Callers.Account),
                new("1134567891014"),
                new("002", "1234567890000"),
                Money.Rupiah(50_000),
                "sometimes",
                DialectHost.Now),
            order);
        Assert.Equal("singapay:" + Callers.Usual, order.Credential.Caller);
    }

    /// <summary>A transfer that was not begun by then is not begun: its caller asks what became of it.</summary>
    [Fact]
    public async Task Tells_when_whoever_waits_for_a_transfer_has_gone()
    {
        _disbursements.Lingers = new();
        await using var host =
            await DialectHost.Open(services => services.AddSingleton<IDisbursements>(_disbursements));
        using var caller = new CancellationTokenSource();
        using var request = Letter.Transfer().ToRequest();

        var asked = host.Client.SendAsync(request, caller.Token);
        await _disbursements.Lingers.Begun;
        await caller.CancelAsync();

        await _disbursements.Lingers.Ended.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Theory]
    [InlineData("002", "002")]
    [InlineData("BRINIDJA", "002")]
    [InlineData("CENAIDJA", "014")]
    [InlineData("gopay", "gopay")]
    public async Task Orders_it_to_the_bank_of_the_list_however_the_bank_was_named(string sent, string code)
    {
        await Ask(Letter.Transfer(Letter.Order.Replace("\"002\"", $"\"{sent}\"", StringComparison.Ordinal)));

        Assert.Equal(new(code, "1234567890000"), _disbursements.Ordered!.Beneficiary);
    }

    [Theory]
    [InlineData("10000", 1_000_000)]
    [InlineData("10000.0", 1_000_000)]
    [InlineData("10000.01", 1_000_001)]
    [InlineData("10000.1", 1_000_010)]
    [InlineData("123456789.99", 12_345_678_999)]
    [InlineData("1000000000000.00", 100_000_000_000_000)]
    public async Task Orders_the_amount_to_the_sen(string sent, long sen)
    {
        await Ask(Letter.Transfer(Letter.Order.Replace("50000", sent, StringComparison.Ordinal)));

        Assert.Equal(new Money(sen, Currency.Idr), _disbursements.Ordered!.Amount);
    }

    [Fact]
    public async Task Looks_for_a_reference_on_the_account_of_the_path()
    {
        await Ask(Letter.To(Letter.StatusPath, Letter.Reference));

        Assert.Equal((new PayingAccountId(Callers.Account), new Reference("1134567891011")), _disbursements.Sought);
    }

    [Fact]
    public async Task Looks_for_nothing_on_an_account_of_another_partner()
    {
        await Ask(Letter.To(
            $"/api/v2.0/disbursement/{Callers.AnothersAccount}/inquiry-status", Letter.Reference));

        Assert.Null(_disbursements.Sought);
    }

    [Theory]
    [InlineData(Letter.BeneficiaryPath, "bank_code", "002")]
    [InlineData(Letter.BeneficiaryPath, "bank_code", "BRINIDJA")]
    [InlineData(Letter.SwiftBeneficiaryPath, "bank_swift_code", "BRINIDJA")]
    public async Task Asks_whose_account_it_is_without_price_key_or_word_for_later(
        string path, string field, string bank)
    {
        await Ask(Letter.To(path, $$"""{"{{field}}":"{{bank}}","bank_account_number":"1234567890000"}"""));

        Assert.Equal(
            new AccountInquiry(
                Callers.Named(Callers.Usual).Partner,
                new("singapay"),
                new("002", "1234567890000"),
                DialectHost.Now,
                Price: null,
                TimeSpan.FromSeconds(2)),
            _accountInquiries.Asked);
    }

    [Fact]
    public async Task Has_a_token_issued_for_an_hour()
    {
        await Ask(Letter.Token());

        Assert.Equal([("singapay:" + Callers.Usual, TimeSpan.FromSeconds(3600))], _tokens.Issued);
    }

    /// <summary>Around midnight, and in a sandbox whose clock was moved, it is more than one day.</summary>
    [Theory]
    [InlineData("20251211", true)]
    [InlineData("20251212", true)]
    [InlineData("20251210", false)]
    [InlineData("20251213", false)]
    public async Task Has_a_token_issued_on_any_day_that_it_may_be(string day, bool isIssued)
    {
        await Ask(Letter.Token(day: day), services => services.AddSingleton<ICallerClock>(new TwoDays()));

        Assert.Equal(isIssued, _tokens.Issued.Count is 1);
    }

    async Task Ask(Letter letter, Action<IServiceCollection>? more = null)
    {
        await using var host = await DialectHost.Open(services =>
        {
            services
                .AddSingleton<IDisbursements>(_disbursements)
                .AddSingleton<IAccountInquiries>(_accountInquiries);
            if (letter.Path == Letter.TokenPath)
                services.AddSingleton<IAccessTokens>(_tokens);

            more?.Invoke(services);
        });

        await DialectHost.Ask(host, letter);
    }

    /// <summary>A little after midnight.</summary>
    sealed class TwoDays : ICallerClock
    {
        public IReadOnlyCollection<DateOnly> Days => [new(2025, 12, 11), new(2025, 12, 12)];

        public bool IsNear(DateTimeOffset stamp) => false;

        public TimeSpan Ahead(DateTimeOffset stamp) => TimeSpan.FromDays(1);
    }
}
