using System.Reflection;
using Periksa.Dialects.Ipg.Biller;
using Periksa.Dialects.Ipg.Biller.Import;
using Periksa.Tests.Support;

namespace Periksa.Dialects.Ipg.Tests;

public class WireTests
{
    static readonly Code[] Shared = FieldsOf<Code>(typeof(Code));
    static readonly Code[] ToChannels = [.. Shared, .. FieldsOf<Code>(typeof(Ipg.Channel.Codes))];
    static readonly Code[] ToBillers = [.. Shared, .. FieldsOf<Code>(typeof(Codes))];

    [Theory, MemberData(nameof(Golden.All), MemberType = typeof(Golden))]
    public Task Keeps_the_promise_of(string golden) =>
        Golden.Replay(golden, services => DialectHost.Furnish(services), DialectHost.Map);

    [Fact]
    public void Promises_every_code_that_channels_are_told() =>
        Assert.All(ToChannels, code => MustBeSaid("channel", code));

    /// <summary>Long files, slow ones, and nine imports at once are for a test and not for a golden.</summary>
    [Fact]
    public void Promises_every_code_that_billers_are_told() => Assert.All(
        ToBillers.Except([Codes.FileTooLarge, Codes.FileTooSlow, Codes.TooManyImports, Codes.ImportTooLong]),
        code => MustBeSaid("biller", code));

    [Fact]
    public void Promises_every_sentence_about_a_field() => Assert.All(
        FieldsOf<string>(typeof(Sentences))
            .Except([Sentences.Amount, Sentences.AmountComma, Sentences.AmountThousands]),
        sentence => MustBeSaid("biller", 400, $"{sentence}\",\"timestamp\":\""));

    [Fact]
    public void Promises_every_sentence_about_a_cell() => Assert.All(
        [
            Sentences.Amount, Sentences.AmountComma, Sentences.AmountThousands, Spreadsheet.Advice,
            Formulas.Sentence, Sentences.VaNumber,
            Codes.PrefixOfAnother.Message, Codes.PrefixesTooMany.Message, Codes.BillsTooMany.Message,
        ],
        sentence => MustBeSaid("biller", 200, $"{sentence}\"}}\n"));

    /// <summary>Long files are for a test, as are bytes that are no text.</summary>
    [Fact]
    public void Promises_every_sentence_about_a_file() => Assert.All(
        FieldsOf<string>(typeof(FileFaults)).Except(
            [FileFaults.RowTooLong, FileFaults.RowsTooMany, FileFaults.NotUtf8, FileFaults.HasNull]),
        sentence => MustBeSaid("biller", 400, $"{sentence} Nothing was imported.\",\"timestamp\":\""));

    [Fact]
    public void Tells_channels_the_same_sentence_of_no_two_things() =>
        Assert.Distinct(ToChannels.Select(code => code.Message));

    [Fact]
    public void Shows_nothing_in_a_refusal() => Assert.All(
        Golden.Replies.Where(reply => !reply.Contains("\"rc\":\"SUCCESS\"", StringComparison.Ordinal)),
        reply => Assert.EndsWith(",\"data\":[]}", reply.TrimEnd('\n'), StringComparison.Ordinal));

    [Fact]
    public void Gives_nothing_away()
    {
        string[] secrets =
        [
            Channel.Callers.Secret, Channel.Callers.StrictSecret, Channel.Callers.OtherNeighboursSecret,
            Biller.Callers.KeyOf(""), "hunter2", "10.0.0.9", "   at ", "an0thers",
        ];

        Assert.All(Golden.Replies, reply => Assert.All(
            secrets, secret => Assert.DoesNotContain(secret, reply, StringComparison.Ordinal)));
    }

    static T[] FieldsOf<T>(Type table)
    {
        T[] fields =
        [
            .. table.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (T)field.GetValue(null)!),
        ];

        Assert.NotEmpty(fields);
        return fields;
    }

    static void MustBeSaid(string side, Code code) =>
        MustBeSaid(side, code.Http, $$"""{"rc":"{{code.Rc}}","message":"{{code.Message}}","timestamp":""");

    static void MustBeSaid(string side, int http, string text) => Assert.Contains(Golden.RepliesIn(side), reply =>
        (reply.StartsWith($"HTTP/1.1 {http}\n", StringComparison.Ordinal)
            || reply.Contains("Content-Type: application/x-ndjson\n", StringComparison.Ordinal))
        && reply.Contains(text, StringComparison.Ordinal));
}
