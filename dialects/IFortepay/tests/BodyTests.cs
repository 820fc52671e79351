using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Periksa.Tests.Support;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IFortepay.Tests;

public class BodyTests
{
    [Fact]
    public async Task Has_at_most_64_KiB()
    {
        Assert.Equal("2001600 Successful", await Ask(Padded(Letter.Inquiry(), Body.LimitBytes)));
        Assert.Equal("4131600 Request Entity Too Large", await Ask(Padded(Letter.Inquiry(), Body.LimitBytes + 1)));
        Assert.Equal("2007300 Successful", await Ask(Padded(Letter.Token(), Body.LimitBytes)));
        Assert.Equal("4137300 Request Entity Too Large", await Ask(Padded(Letter.Token(), Body.LimitBytes + 1)));
    }

    /// <summary>Database and callers count characters, .NET counts halves of some.</summary>
    [Theory]
    [InlineData("partnerReferenceNo", 64, "2001600 Successful")]
    [InlineData("partnerReferenceNo", 65, "4001601 Invalid Field Format partnerReferenceNo")]
    [InlineData("beneficiaryBankCode", 8, "4041603 Bank Not Supported - Not Support Provider Bank Code")]
    [InlineData("beneficiaryBankCode", 9, "4001601 Invalid Field Format beneficiaryBankCode")]
    public async Task Has_fields_that_are_measured_in_characters(string field, int characters, string said)
    {
        var text = string.Concat(Enumerable.Repeat("😀", characters));
        var asked = field is "beneficiaryBankCode" ? "014" : "20221220-0010";

        Assert.Equal(
            said, await Ask(Letter.Inquiry(Letter.Question.Replace(asked, text, StringComparison.Ordinal))));
    }

    // White space after the body is not signed.
    static Letter Padded(Letter letter, int length) =>
        letter with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(letter.Body).PadRight(length)) };

    static Task<string> Ask(Letter letter)
    {
        var caller = Callers.Named(Callers.Usual) with { PublicKey = Letter.PublicKey };
        return OneRoom.Ask(
            letter, services => services.AddSingleton<ICredentials>(new ScriptedCredentials(caller)));
    }
}
