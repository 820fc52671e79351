using Periksa.Dialects.Ipg.Channel;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>Bodies that no golden can hold because they are long.</summary>
public class BodyTests
{
    [Fact]
    public async Task Has_at_most_64_KiB()
    {
        foreach (var letter in Letter.All)
        {
            var (longest, tooLong) = (letter.Padded(Body.LimitBytes), letter.Padded(Body.LimitBytes + 1));

            Assert.Equal("200 SUCCESS success", await DialectHost.Ask(longest));
            Assert.Equal("200 SUCCESS success", await DialectHost.Ask(longest.Signed()));
            Assert.Equal(DialectHost.Said(Codes.BodyTooLarge), await DialectHost.Ask(tooLong));
            Assert.Equal(DialectHost.Said(Codes.BodyTooLarge), await DialectHost.Ask(tooLong.Signed()));
        }
    }

    [Fact]
    public Task Is_read_by_whatever_length_a_number_has() =>
        MustBeSaid(Codes.AmountInvalid, Letter.Reversal.Saying("amount", new('9', 60_000)));

    [Fact]
    public async Task Is_read_by_whatever_length_a_text_has()
    {
        var text = $"\"{new string('9', 60_000)}\"";

        await MustBeSaid(Codes.AmountInvalid, Letter.Payment.Saying("amount", text));
        await MustBeSaid(Codes.VaNumberInvalid, Letter.Inquiry.Saying("va_number", text));
        await MustBeSaid(Codes.RefIdInvalid, Letter.Inquiry.Saying("ref_id", text));
        await MustBeSaid(Codes.BillNotFound, Letter.Reversal.Saying("bill_id", text));
    }

    static async Task MustBeSaid(Code code, Letter letter) =>
        Assert.Equal(DialectHost.Said(code), await DialectHost.Ask(letter));
}
