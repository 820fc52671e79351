using System.Reflection;

namespace Periksa.Wire.Snap.Tests;

public class CodeTests
{
    public static TheoryData<MethodInfo> Codes =>
        [.. typeof(ResponseCodes).GetMethods().Where(method => method.ReturnType == typeof(SnapCode))];

    [Fact]
    public void Cover_every_row_of_the_standards_table_once() =>
        Assert.Equal(
            ResponseCodes.All.Select(row => (row.Http, row.Case)),
            Codes.Select(code => Say(code.Data)).Select(said => (said.Http, said.Case)).Order());

    [Theory, MemberData(nameof(Codes), DisableDiscoveryEnumeration = true)]
    public void Say_the_standards_words(MethodInfo method)
    {
        var said = Say(method);
        var row = ResponseCodes.Find(said.Http, said.Case);

        Assert.NotNull(row);
        Assert.Equal(Filled(row.Message), said.Message);
        Assert.Equal(42, said.Service);
        Assert.InRange(said.Message.Length, 1, 150);
    }

    [Fact]
    public void Are_as_long_as_the_standards_table() => Assert.Equal(63, ResponseCodes.All.Count);

    [Fact]
    public void Name_what_is_wrong()
    {
        Assert.Equal(
            new SnapCode(401, 16, 00, "Unauthorized. [Signature]"), ResponseCodes.Unauthorized(16, "Signature"));
        Assert.Equal(
            "Invalid Field Format amount.value", ResponseCodes.InvalidFieldFormat(42, "amount.value").Message);
        Assert.Equal(
            "Invalid Mandatory Field X-TIMESTAMP", new SnapCode(400, 73, 02, "Invalid Mandatory Field")
                .Naming("X-TIMESTAMP").Message);
    }

    [Theory]
    [InlineData("4044211", 404, 42, 11, "Invalid Card/Account/Customer [info]/Virtual Account")]
    [InlineData("2001600", 200, 16, 00, "Successful")]
    [InlineData("4091601", 409, 16, 01, "Duplicate partnerReferenceNo")]
    [InlineData("4130099", 413, 00, 99, "")]
    [InlineData("1000000", 100, 00, 00, "")]
    [InlineData("5999999", 599, 99, 99, "")]
    public void Are_read(string text, int http, int service, int @case, string message)
    {
        Assert.True(SnapCode.TryParse(text, out var code));
        Assert.Equal(new(http, service, @case, message), code);
        Assert.Equal(text, code.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("200160")]
    [InlineData("20016000")]
    [InlineData("0991600")]
    [InlineData("6001600")]
    [InlineData("200160x")]
    [InlineData(" 200160")]
    [InlineData("+200160")]
    [InlineData("-200160")]
    [InlineData("200,160")]
    [InlineData("٢٠٠١٦٠٠")]
    public void Are_not_guessed(string? text) => Assert.False(SnapCode.TryParse(text, out _));

    [Theory]
    [InlineData(99, 0, 0)]
    [InlineData(600, 0, 0)]
    [InlineData(200, 100, 0)]
    [InlineData(200, -1, 0)]
    [InlineData(200, 0, 100)]
    [InlineData(200, 0, -1)]
    public void Have_seven_digits(int http, int service, int @case) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnapCode(http, service, @case, "Successful"));

    static SnapCode Say(MethodInfo method) =>
        (SnapCode)method.Invoke(null, method.GetParameters().Length == 1 ? [42] : [42, "filled in"])!;

    static string Filled(string message) => message
        .Replace("{field name}", "filled in", StringComparison.Ordinal)
        .Replace("[reason]", "[filled in]", StringComparison.OrdinalIgnoreCase)
        .Replace("[info]", "[filled in]", StringComparison.Ordinal);
}
