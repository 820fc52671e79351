using Periksa.Dialects.Ipg.Biller;
using Periksa.Dialects.Ipg.Biller.Import;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>A cell that a spreadsheet would run makes no bill.</summary>
public class FormulaTests
{
    const string Header = "prefix,va_number,type,name,customer_name,amount,";

    public static TheoryData<string, string> Texts => new(
        from column in new[]
        {
            "customer_email", "customer_phone", "customer_address", "description", "ext_description", "invoice_number",
        }
        from cell in new[]
        {
            "=1+1", "+1+1", "-1+1", "@A1", "\t=1", "\r=1", "=", "+", "@", "\t", "--", "-1", "=cmd|' /C calc'!A1",
        }
        select (column, cell));

    [Theory, MemberData(nameof(Texts))]
    public async Task Is_no_text(string column, string cell) => Assert.Equal(
        [$"2: {column} {Formulas.Sentence}"], await Rejections.Of(File(column, cell)));

    [Theory]
    [InlineData("customer_phone", "+628123456789")]
    [InlineData("customer_phone", "+1")]
    [InlineData("customer_phone", "0812-3456-789")]
    [InlineData("ext_description", "-")]
    [InlineData("description", "a=b")]
    [InlineData("description", "'=1+1")]
    [InlineData("customer_address", "Jl. @ 5")]
    [InlineData("customer_email", "a+b@c.example")]
    [InlineData("invoice_number", "INV-1+1")]
    public async Task Is_not(string column, string cell) => Assert.Empty(await Rejections.Of(File(column, cell)));

    [Theory]
    [InlineData("+62 812")]
    [InlineData("+62-812")]
    [InlineData("+٦٢")]
    [InlineData("+62+1")]
    public async Task Is_a_phone_number_only_of_digits(string cell) => Assert.Equal(
        [$"2: customer_phone {Formulas.Sentence}"], await Rejections.Of(File("customer_phone", cell)));

    [Theory]
    [InlineData("name", "=SPP,John Doe,1")]
    [InlineData("customer_name", "SPP,+John Doe,1")]
    public async Task Is_no_name(string column, string cells) => Assert.Equal(
        [$"2: {column} {Formulas.Sentence}"],
        await Rejections.Of($"{Header.TrimEnd(',')}\n867301,1234567890,close,{cells}"));

    /// <summary>It is no amount, whatever else it is.</summary>
    [Theory]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("=1")]
    [InlineData("@1")]
    [InlineData("\t1")]
    public async Task Is_no_amount(string cell) => Assert.Equal(
        [$"2: {Sentences.Amount}"], await Rejections.Of(Sheet.Of(Sheet.Row(amount: cell))));

    static string File(string column, string cell) =>
        $"{Header}{column}\n867301,1234567890,close,SPP,John Doe,1,\"{cell}\"";
}
