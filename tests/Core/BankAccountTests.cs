namespace Periksa.Tests;

public class BankAccountTests
{
    public static TheoryData<string> Wallets => ["dana", "gopay", "linkaja", "ovo", "shopeepay"];

    [Theory, MemberData(nameof(Wallets))]
    public void Is_one_wallet_s_by_each_of_its_numbers(string wallet)
    {
        Assert.True(BankAccount.TryRead(wallet, "081234567890", out var local));
        Assert.True(BankAccount.TryRead(wallet, "6281234567890", out var country));
        Assert.True(BankAccount.TryRead(wallet, "+6281234567890", out var international));

        Assert.Equal(["081234567890"], new[] { local, country, international }.Select(one => one.Number).Distinct());
        Assert.Equal(local, country);
        Assert.Equal(local, international);
        Assert.Equal(local.GetHashCode(), international.GetHashCode());
        Assert.Equal(
            ["081234567890", "6281234567890", "+6281234567890"],
            new[] { local, country, international }.Select(one => one.Shown));
    }

    [Fact]
    public void Is_a_telephone_number_at_every_wallet_of_the_list_and_at_nothing_else() =>
        Assert.Equal(
            Wallets.Select(row => row.Data).Order(),
            BankList.Published.All.Where(bank => bank.IsWallet).Select(bank => bank.Code).Order());

    [Theory]
    [InlineData("014", "6281234567890")]
    [InlineData("112S", "6281234567890")]
    [InlineData("GOPAY", "6281234567890")]
    [InlineData("", "6281234567890")]
    [InlineData("gopay", "62812345678901")]
    [InlineData("gopay", "0081234567890")]
    [InlineData("gopay", "6212345678901")]
    [InlineData("gopay", "81234567890")]
    public void Has_its_number_as_it_was_sent_otherwise(string code, string number)
    {
        Assert.True(BankAccount.TryRead(code, number, out var account));
        Assert.Equal(number, account.Shown);
        Assert.Equal(code is "gopay" && number.StartsWith("628", StringComparison.Ordinal), account.Number != number);
    }

    [Theory]
    [InlineData("014", "+6281234567890")]
    [InlineData("GOPAY", "+6281234567890")]
    [InlineData("gopay", "+081234567890")]
    [InlineData("gopay", "+6212345678901")]
    [InlineData("gopay", "+6591234567")]
    [InlineData("gopay", "++6281234567890")]
    [InlineData("gopay", "+628123456789 ")]
    [InlineData("gopay", "+628-1234-567")]
    [InlineData("gopay", "628١٢٣")]
    [InlineData("gopay", "+")]
    [InlineData("gopay", "")]
    [InlineData("014", "")]
    [InlineData("014", "12 34")]
    public void Has_no_number_of_another_form(string code, string number) =>
        Assert.False(BankAccount.TryRead(code, number, out _));
}
