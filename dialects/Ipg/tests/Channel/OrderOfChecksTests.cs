using Periksa.Dialects.Ipg.Channel;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Tests.Channel;

/// <summary>Of two things that are wrong with a request, the one earlier in its table is answered.</summary>
public class OrderOfChecksTests
{
    static readonly Fault[] Before =
    [
        new("method", Codes.MethodNotAllowed, letter => letter with { Method = HttpMethod.Put }),
        new("media type", Codes.MediaTypeNotSupported, letter => letter.With("Content-Type", "text/plain")),
        new("body too large", Codes.BodyTooLarge, letter => letter.Padded(Body.LimitBytes + 1)),
        new("client unknown", Codes.ClientUnknown, letter => letter.With("X-CHANNEL-CLIENT", "nobody")),
        new("address", Codes.AddressNotRegistered, letter => Named(letter, Callers.StrictOfficeOnly)),
        new("signature missing", Codes.SignatureInvalid, letter => Named(letter, Callers.StrictHasty)),
        new("signature wrong", Codes.SignatureInvalid, letter => letter.With("Signature", new('0', 64))),
        new("too fast", Code.TooManyRequests, letter => Named(letter, Callers.Hasty)),
        new("body", Codes.BodyMalformed, letter => letter with { Body = [.. letter.Body[..^1], .. ",}"u8] }),
    ];

    static readonly Dictionary<string, (Letter Good, Fault[] Faults)> Operations = new()
    {
        ["inquiry"] = (Letter.Inquiry,
        [
            .. Before[..^1],
            new("too many misses", Code.TooManyRequests, letter => Named(letter, Callers.Curious)),
            Before[^1],
            Of("va_number", "null", Codes.VaNumberMissing),
            Of("ref_id", "\"\"", Codes.RefIdInvalid),
            Of("terminal_id", "\"branch\"", Codes.TerminalIdInvalid),
            Of("transaction_date", "\"2024-02-30 20:45:50\"", Codes.TransactionDateInvalid),
            Of("va_number", "\"867301123456789\"", Codes.VaNumberInvalid),
            Of("ref_id", "\"already-paid\"", Codes.AlreadyPaid),
        ]),
        ["payment"] = (Letter.Payment,
        [
            .. Before,
            Of("va_number", "null", Codes.VaNumberMissing),
            Of("ref_id", "\"\"", Codes.RefIdInvalid),
            Of("amount", "100000", Codes.AmountMissing),
            Of("terminal_id", "\"branch\"", Codes.TerminalIdInvalid),
            Of("transaction_date", "\"2024-02-30 20:45:50\"", Codes.TransactionDateInvalid),
            Of("customer_name", "1", Codes.CustomerNameInvalid),
            Of("va_number", "\"867301123456789\"", Codes.VaNumberInvalid),
            Of("amount", "\"-1\"", Codes.AmountInvalid),
            Of("ref_id", "\"suspect\"", Codes.Suspect),
        ]),
        ["reversal"] = (Letter.Reversal,
        [
            .. Before,
            Of("bill_id", "\"\"", Codes.BillIdMissing),
            Of("payment_ref", "null", Codes.PaymentRefInvalid),
            Of("amount", "\"100000\"", Codes.ReversedAmountMissing),
            Of("amount", "-1", Codes.AmountInvalid),
            Of("payment_ref", "\"already-reversed\"", Codes.AlreadyReversed),
        ]),
    };

    public static TheoryData<string, int, int> Pairs()
    {
        var pairs = new TheoryData<string, int, int>();
        foreach (var (operation, (_, faults)) in Operations)
        {
            for (var earlier = 0; earlier < faults.Length; earlier++)
            {
                for (var later = earlier; later < faults.Length; later++)
                    pairs.Add(operation, earlier, later);
            }
        }

        return pairs;
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task Holds_for(string operation, int earlier, int later)
    {
        var (good, faults) = Operations[operation];
        var (first, second) = (faults[earlier], faults[later]);

        // The earlier one is made last: where both are made of the same thing, that one is there.
        var said = await DialectHost.Ask(first.In(second.In(good)));

        Assert.True(said == DialectHost.Said(first.Answer), $"{first.Name} and {second.Name}: {said}");
    }

    /// <summary>Money and its way back wait for nobody's curiosity.</summary>
    [Fact]
    public async Task Takes_payments_and_reversals_of_a_channel_without_a_miss_left()
    {
        foreach (var letter in new[] { Letter.Payment, Letter.Reversal })
            Assert.Equal("200 SUCCESS success", await DialectHost.Ask(Named(letter, Callers.Curious)));
    }

    [Theory]
    [InlineData("inquiry")]
    [InlineData("payment")]
    [InlineData("reversal")]
    public async Task Finds_nothing_wrong_with_a_good(string operation)
    {
        var (good, _) = Operations[operation];

        Assert.Equal("200 SUCCESS success", await DialectHost.Ask(good));
        Assert.Equal("200 SUCCESS success", await DialectHost.Ask(good.Signed()));
    }

    static Letter Named(Letter letter, string client) => letter.With("X-CHANNEL-CLIENT", client);

    static Fault Of(string field, string value, Code answer) =>
        new($"{field} {value}", answer, letter => letter.Saying(field, value));

    sealed record Fault(string Name, Code Answer, Func<Letter, Letter> In);
}
