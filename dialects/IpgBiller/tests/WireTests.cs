using System.Reflection;
using Periksa.Dialects.IpgBiller.Import;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IpgBiller.Tests;

public class WireTests
{
    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) =>
        Golden.Replay(golden, services => DialectHost.Furnish(services), routes => routes.MapIpgBiller());

    /// <summary>Long files, slow ones, and nine imports at once are for a test and not for a golden.</summary>
    [Fact]
    public void Promises_every_code_it_can_say() => Assert.All(
        FieldsOf<Code>(typeof(Codes)).Except(
            [Codes.FileTooLarge, Codes.FileTooSlow, Codes.TooManyImports, Codes.ImportTooLong]),
        code => MustBeSaid(code.Http, $"{{\"rc\":\"{code.Rc}\",\"message\":\"{code.Message}\",\"timestamp\":\""));

    [Fact]
    public void Promises_every_sentence_about_a_field() => Assert.All(
        FieldsOf<string>(typeof(Sentences))
            .Except([Sentences.Amount, Sentences.AmountComma, Sentences.AmountThousands]),
        sentence => MustBeSaid(400, $"{sentence}\",\"timestamp\":\""));

    [Fact]
    public void Promises_every_sentence_about_a_cell() => Assert.All(
        [
            Sentences.Amount, Sentences.AmountComma, Sentences.AmountThousands, Spreadsheet.Advice,
            Formulas.Sentence, Sentences.VaNumber,
            Codes.PrefixOfAnother.Message, Codes.PrefixesTooMany.Message, Codes.BillsTooMany.Message,
        ],
        sentence => MustBeSaid(200, $"{sentence}\"}}\n"));

    /// <summary>Long files are for a test, as are bytes that are no text.</summary>
    [Fact]
    public void Promises_every_sentence_about_a_file() => Assert.All(
        FieldsOf<string>(typeof(FileFaults)).Except(
            [FileFaults.RowTooLong, FileFaults.RowsTooMany, FileFaults.NotUtf8, FileFaults.HasNull]),
        sentence => MustBeSaid(400, $"{sentence} Nothing was imported.\",\"timestamp\":\""));

    [Fact]
    public void Gives_nothing_away() => Assert.All(Golden.Replies, reply => Assert.All(
        ["ipg-sandbox-key", "hunter2", "10.0.0.9", "   at ", "an0thers"],
        secret => Assert.DoesNotContain(secret, reply, StringComparison.Ordinal)));

    static T[] FieldsOf<T>(Type table)
    {
        T[] fields =
        [
            .. table.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (T)field.GetValue(null)!),
        ];

        Assert.NotEmpty(fields);
        return fields;
    }

    static void MustBeSaid(int http, string text) => Assert.Contains(Golden.Replies, reply =>
        (reply.StartsWith($"HTTP/1.1 {http}\n", StringComparison.Ordinal)
            || reply.Contains("Content-Type: application/x-ndjson\n", StringComparison.Ordinal))
        && reply.Contains(text, StringComparison.Ordinal));
}
