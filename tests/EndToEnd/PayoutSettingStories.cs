using Periksa.Tests.Postgres;

namespace Periksa.EndToEnd.Tests;

/// <summary>Who pays into which banks, as operators configure it wrongly.</summary>
public sealed class PayoutSettingStories
{
    static readonly Uri Nowhere = new("http://127.0.0.1:9");

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Periksa__Payouts__0__Use", "nobody", "Periksa:Payouts:0:Use names nobody" },
        { "Periksa__Payouts__0__Use", "asks", "Periksa:Payouts:0:Use names asks, whose kind cannot pay" },
        { "Periksa__Payouts__0__Use", "", "Periksa:Payouts:0:Use is missing" },
        { "Periksa__Payouts__0__Use__0", "pays", "Periksa:Payouts:0:Use is a list" },
        { "Periksa__Payouts__0__Banks__0", "999", "Periksa:Payouts:0:Banks names 999" },
        { "Periksa__Payouts__0__Banks__0", "gopay", "Periksa:Payouts:0:Banks names gopay" },
        { "Periksa__Payouts__0__Banks__1", "002", "Periksa:Payouts:0:Banks names 002" },
        { "Periksa__Payouts__0__Banks", "", "Periksa:Payouts:0:Banks" },
        { "Periksa__Payouts__0__Bank", "*", "Periksa:Payouts:0:Bank means nothing" },
        { "Periksa__Payouts__1__Banks__0", "002", "Periksa:Payouts:1:Banks names 002" },
        { "Periksa__Payouts__1__Banks__0", "*", "Periksa:Payouts:2:Banks names *" },
        { "Periksa__Connectors__pays__ClientSecret", "", "Periksa:Connectors:pays:ClientSecret" },
        { "Periksa__Connectors__pays__AccountId", "a/b", "Periksa:Connectors:pays: AccountId" },
        { "Periksa__Connectors__pays__Username", "x", "Periksa:Connectors:pays:Username means nothing" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_told_with_its_path(string name, string value, string told)
    {
        List<(string, string)> settings =
        [
            ("ConnectionStrings__Periksa", await TestServer.CreateDatabase()),
            .. ProviderSettings.Connector("asks", Nowhere, "sento"),
            .. ProviderSettings.SingaPay("pays", Nowhere, SingaPay.Toko),
            .. ProviderSettings.Payouts("pays", "002"), (name, value),
        ];
        if (name.StartsWith("Periksa__Payouts__1", StringComparison.Ordinal))
        {
            settings.AddRange(
                [("Periksa__Payouts__1__Use", "pays"), ("Periksa__Payouts__2__Use", "pays"),
                 ("Periksa__Payouts__2__Banks__0", "*")]);
        }

        if (name is "Periksa__Payouts__0__Use__0")
            settings.RemoveAll(one => one.Item1 is "Periksa__Payouts__0__Use");

        if (name is "Periksa__Payouts__0__Banks")
            settings.RemoveAll(one => one.Item1 is "Periksa__Payouts__0__Banks__0");

        var (code, said) = await HostProcess.Refused([.. settings]);

        Assert.Equal(1, code);
        Assert.Contains(told, said, StringComparison.Ordinal);
        Assert.DoesNotContain(SingaPay.Toko.Secret, said, StringComparison.Ordinal);
    }
}
