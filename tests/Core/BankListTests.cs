namespace Periksa.Tests;

public class BankListTests
{
    /// <summary>The codes of the published list of disbursement banks, in its order.</summary>
    const string PublishedCodes = """
        002 008 009 011 013 014 016 019 022 023 028 031 032 036 037 042 046 050 054 061 067 069 076 087 088 089 095
        097 110 111 112 112S 113 114 114S 115 115S 116 117 117S 118 118S 119 120 120S 121 122 122S 123 123S 124 124S
        125 126 126S 127 128 129 130 131 132 133 134 135 137 145 146 147 151 152 153 157 161 164 167 200 200S 212 213
        405 425 426 441 451 459 472 484 485 490 494 498 501 503 506 513 517 520 521 523 526 535 536 542 542S 547 548
        553 555 559 562 564 566 567 600 688 724 725 734 777 867 945 949 950 987 dana gopay linkaja ovo shopeepay
        """;

    static string[] Codes => PublishedCodes.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Knows_exactly_the_published_codes()
    {
        Assert.Equal(129, Codes.Length);
        Assert.Equal(
            Codes.Order(StringComparer.Ordinal),
            BankList.Published.All.Select(bank => bank.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Finds_each_bank_by_its_code() =>
        Assert.All(Codes, code => Assert.Equal(code, BankList.Published.Find(code)?.Code));

    [Fact]
    public void Has_no_code_no_name_and_no_swift_twice()
    {
        var banks = BankList.Published.All.ToArray();
        var swifts = banks.Where(bank => bank.Swift is not null).Select(bank => bank.Swift);

        Assert.Distinct(banks.Select(bank => bank.Code));
        Assert.Distinct(banks.Select(bank => bank.Name));
        Assert.Distinct(banks.Select(bank => bank.ShortCode));
        Assert.Distinct(swifts);
    }

    [Theory]
    [InlineData("")]
    [InlineData("999")]
    [InlineData("14")]
    [InlineData("0014")]
    [InlineData(" 014")]
    [InlineData("014 ")]
    [InlineData("112s")]
    [InlineData("GOPAY")]
    [InlineData("BCA")]
    [InlineData("code")]   // the heading of the list's file
    public void Knows_no_other_code(string code) =>
        Assert.Null(BankList.Published.Find(code));

    [Theory]
    [InlineData("002", "BRI", "PT Bank Rakyat Indonesia")]
    [InlineData("008", "Bank Mandiri", "PT Bank Mandiri")]
    [InlineData("009", "Bank Negara Indonesia", "PT Bank Negara Indonesia")]
    [InlineData("014", "BCA", "PT Bank Central Asia Tbk")]
    [InlineData("451", "Bank Syariah Indonesia", "PT Bank Syariah Indonesia")]
    public void Knows_five_banks_by_their_registered_name(string code, string name, string registeredName)
    {
        var bank = BankList.Published.Find(code)!;
        Assert.Equal((name, registeredName), (bank.Name, bank.RegisteredName));
    }

    [Theory]
    [InlineData("002", "BRI", "BRINIDJA")]
    [InlineData("008", "MANDIRI", "BMRIIDJA")]
    [InlineData("009", "BNI", "BNINIDJA")]
    [InlineData("011", "DANAMON", "BDINIDJA")]
    [InlineData("014", "BCA", "CENAIDJA")]
    [InlineData("451", "BSI", "BSMDIDJA")]
    public void Knows_six_banks_by_a_short_code_and_a_swift(string code, string shortCode, string swift)
    {
        var bank = BankList.Published.Find(code)!;
        Assert.Equal((shortCode, swift), (bank.ShortCode, bank.Swift));
    }

    [Fact]
    public void Falls_back_on_the_list_s_own_name_and_code_elsewhere()
    {
        string[] named = ["002", "008", "009", "014", "451"];
        string[] shortened = [.. named, "011"];

        Assert.All(BankList.Published.All.ExceptBy(named, bank => bank.Code), bank =>
            Assert.Equal(bank.Name, bank.RegisteredName));
        Assert.All(BankList.Published.All.ExceptBy(shortened, bank => bank.Code), bank =>
            Assert.Equal((bank.Code, null), (bank.ShortCode, bank.Swift)));
    }

    [Theory]
    [InlineData("112S", "Bank DIY Syariah")]
    [InlineData("213", "Bank SMBC Indonesia")]
    [InlineData("gopay", "GoPay")]
    [InlineData("shopeepay", "Shopeepay")]
    public void Spells_names_as_the_list_does(string code, string name) =>
        Assert.Equal(name, BankList.Published.Find(code)?.Name);
}
