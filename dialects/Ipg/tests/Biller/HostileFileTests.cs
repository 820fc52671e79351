using System.Text;
using Periksa.Dialects.Ipg.Biller.Import;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Files of which nothing is believed, however good they begin: those that no golden can hold.</summary>
public class HostileFileTests
{
    static readonly string Good = Sheet.Of(Sheet.Row(), Sheet.Row(2));

    public static TheoryData<string, byte[]> NotUtf8 => new()
    {
        { "a lone continuation byte", [0x80] },
        { "Latin-1", [0xE9] },
        { "cut short", [0xF0, 0x9F, 0x98] },
        { "an overlong slash", [0xC0, 0xAF] },
        { "an overlong U+0000", [0xC0, 0x80] },
        { "a surrogate", [0xED, 0xA0, 0xBD] },
        { "beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80] },
        { "half a byte-order mark", [0xFF] },
    };

    public static TheoryData<string> OtherUnicode => ["utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Theory, MemberData(nameof(NotUtf8))]
    public async Task Are_refused_with(string what, byte[] bytes)
    {
        var said = await Refuse([.. Encoding.UTF8.GetBytes($"{Good}\n867301,1,close,"), .. bytes, .. ",,1,"u8]);

        Assert.True(said == Said(FileFaults.At(4, FileFaults.NotUtf8)), $"{what}: {said}");
    }

    /// <summary>The reader itself would follow their byte-order marks.</summary>
    [Theory, MemberData(nameof(OtherUnicode))]
    public async Task Are_refused_in(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);

        Assert.Equal(
            Said(FileFaults.At(1, FileFaults.NotUtf8)),
            await Refuse([.. encoding.GetPreamble(), .. encoding.GetBytes(Good)]));
    }

    [Fact]
    public async Task Are_refused_with_a_null_in_them() => Assert.Equal(
        Said(FileFaults.At(3, FileFaults.HasNull)),
        await Refuse(Encoding.UTF8.GetBytes(Sheet.Of(Sheet.Row(), Sheet.Row(name: "S\0P")))));

    [Fact]
    public async Task Are_refused_with_a_row_longer_than_8_KiB()
    {
        var longest = Sheet.Row(name: new string('n', Csv.RowLimitBytes - Sheet.Row(name: "").Length));

        Assert.Equal("200 SUCCESS success", await DialectHost.Ask(Letter.Importing(Sheet.Of(longest, Sheet.Row()))));
        Assert.Equal(
            Said(FileFaults.At(2, FileFaults.RowTooLong)),
            await Refuse(Encoding.UTF8.GetBytes(Sheet.Of($"{longest}0", Sheet.Row()))));
    }

    /// <summary>Nor is the rest of the file taken into memory.</summary>
    [Theory]
    [InlineData('\n')]
    [InlineData(',')]
    [InlineData('x')]
    public async Task Are_refused_with_a_quote_that_takes_in_the_rest(char filling)
    {
        var rest = new string(filling, 300_000);

        Assert.Equal(
            Said(FileFaults.At(3, FileFaults.RowTooLong)),
            await Refuse(Encoding.UTF8.GetBytes(Sheet.Of(Sheet.Row(), $"867301,1,\"{rest}"))));
    }

    [Fact]
    public async Task Are_refused_with_a_row_of_commas_without_end() => Assert.Equal(
        Said(FileFaults.At(2, FileFaults.RowTooLong)),
        await Refuse(Encoding.UTF8.GetBytes(Sheet.Of(new string(',', 300_000)))));

    [Fact]
    public async Task Are_refused_with_a_second_byte_order_mark() => Assert.StartsWith(
        "400 BILLER_INVALID_TRANSACTION Line 1: column 1 is none of prefix, va_number, ",
        await Refuse(Encoding.UTF8.GetBytes($"\ufeff\ufeff{Good}")), StringComparison.Ordinal);

    /// <summary>Wherever a good file is cut, it is a good file or refused; it is never another bill.</summary>
    [Fact]
    public async Task Make_no_other_bill_when_they_are_cut_short()
    {
        var file = Encoding.UTF8.GetBytes($"{Sheet.Header}\n{Sheet.Row(name: "\"S,\nP \"\"é\"\"\"")}\n{Sheet.Row(2)}");
        var office = Scripts.Office();
        await using var host = await DialectHost.Open(office);

        for (var length = 0; length < file.Length; length++)
        {
            var said = await DialectHost.Ask(host, Letter.Importing(file[..length]));

            Assert.True(said.StartsWith("400", StringComparison.Ordinal) || said is "200 SUCCESS success", said);
            Assert.All(office.Import?.Bills ?? [], bill => Assert.Equal("John Doe", bill.Customer.Name));
        }
    }

    static string Said(string sentence) => $"400 BILLER_INVALID_TRANSACTION {sentence}";

    static async Task<string> Refuse(byte[] file)
    {
        var office = Scripts.Office();
        var said = await DialectHost.Ask(Letter.Importing(file), office);

        Assert.Null(office.Import);
        return said;
    }
}
