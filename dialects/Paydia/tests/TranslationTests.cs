using Periksa.Wire.Http;

namespace Periksa.Dialects.Paydia.Tests;

/// <summary>The borders of each field, by hand.</summary>
public class TranslationTests
{
    [Theory]
    [InlineData("0.01", true)]
    [InlineData("1.00", true)]
    [InlineData("10000.50", true)]
    [InlineData("9999999999999999.99", true)]
    [InlineData("10000000000000000.00", false)]
    [InlineData("92233720368547758.07", false)]
    [InlineData("99999999999999999999999999.00", false)]
    [InlineData("0.00", false)]
    [InlineData("-1.00", false)]
    [InlineData("+1.00", false)]
    [InlineData("01.00", false)]
    [InlineData("00.01", false)]
    [InlineData(".01", false)]
    [InlineData("1.", false)]
    [InlineData("1", false)]
    [InlineData("1.0", false)]
    [InlineData("1.000", false)]
    [InlineData("1,00", false)]
    [InlineData("1,000.00", false)]
    [InlineData("1.000,00", false)]
    [InlineData("1e4.00", false)]
    [InlineData(" 1.00", false)]
    [InlineData("1.00 ", false)]
    [InlineData("1.00\n", false)]
    [InlineData("1.00\0", false)]
    [InlineData("Rp1.00", false)]
    [InlineData("0x1.00", false)]
    [InlineData("NaN", false)]
    [InlineData("١٠٠٠٠.٠٠", false)]
    public void Reads_an_amount_with_exactly_two_decimals(string value, bool isRead) =>
        Assert.Equal(isRead ? null : "Invalid Field Format amount.value", Read(value: value));

    [Theory]
    [InlineData("IDR", true)]
    [InlineData("idr", false)]
    [InlineData("IDR ", false)]
    [InlineData("USD", false)]
    [InlineData("360", false)]
    public void Reads_rupiah_alone(string currency, bool isRead) =>
        Assert.Equal(isRead ? null : "Invalid Field Format amount.currency", Read(currency: currency));

    [Theory]
    [InlineData("1", true)]
    [InlineData("0", true)]
    [InlineData("12345678901234567890123456789012", true)]
    [InlineData("123456789012345678901234567890123", false)]
    [InlineData("12345 6789", false)]
    [InlineData("-123456789", false)]
    [InlineData("12345A6789", false)]
    [InlineData("0123456789\n", false)]
    [InlineData("٠١٢٣", false)]
    [InlineData("０１２", false)]
    public void Reads_an_account_number_of_ASCII_digits(string number, bool isRead) =>
        Assert.Equal(isRead ? null : "Invalid Field Format beneficiaryAccountNumber", Read(number: number));

    [Theory]
    [InlineData("014", true)]
    [InlineData("12345678", true)]
    [InlineData("123456789", false)]
    [InlineData("shopeepay", true)]
    [InlineData("ShopeePay", false)]
    [InlineData("shopeepay ", false)]
    public void Reads_a_bank_code_of_eight_characters_or_of_the_list(string code, bool isRead) =>
        Assert.Equal(
            isRead ? null : "Invalid Field Format additionalInfo.beneficiaryBankCode", Read(bankCode: code));

    [Theory]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Reads_a_reference_of_64_characters(int length, bool isRead) =>
        Assert.Equal(
            isRead ? null : "Invalid Field Format partnerReferenceNo", Read(reference: new('é', length)));

    [Fact]
    public void Can_ask_about_every_bank_of_the_list() =>
        Assert.All(BankList.Published.All, bank => Assert.Null(Read(bankCode: bank.Code)));

    static string? Read(
        string reference = "INV-1",
        string value = "10000.00",
        string currency = "IDR",
        string number = "0123456789",
        string bankCode = "014")
    {
        var refusal = Translation.TryRead(
            new(
                Text(reference),
                new(new(Text(value), Text(currency)), IsMistyped: false),
                Text(number),
                new(new(Text(bankCode)), IsMistyped: false)),
            out var account);

        Assert.Equal(new(bankCode, number), account);
        return refusal is { } fault ? Codes.Inquiry.For(fault).Message : null;
    }

    static WireText Text(string text) => new(text, IsMistyped: false);
}
