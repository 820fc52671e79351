namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Which rows say again what an earlier one has said.</summary>
public class DuplicateRowTests
{
    [Fact]
    public async Task Have_all_cells_of_another() => Assert.Equal(
        ["4: All of it is the same as line 2."],
        await Rejected(Sheet.Row(), Sheet.Row(2), Sheet.Row()));

    [Fact]
    public async Task Have_them_however_they_are_quoted() => Assert.Equal(
        ["3: All of it is the same as line 2."],
        await Rejected(Sheet.Row(), Sheet.Row(name: "\"SPP\"", customer: "\"John Doe\"")));

    [Fact]
    public async Task Have_its_invoice_number_whatever_else_they_have() => Assert.Equal(
        ["3: invoice_number is that of line 2 already.", "5: invoice_number is that of line 2 already."],
        await Rejected(
            Sheet.Row(invoiceNumber: "INV-1"),
            Sheet.Row(2, amount: "5", invoiceNumber: "INV-1"),
            Sheet.Row(3, invoiceNumber: "inv-1"),
            Sheet.Row(4, invoiceNumber: "\"INV-1\"")));

    [Fact]
    public async Task Are_none_when_anything_is_different() => Assert.Empty(await Rejected(
        Sheet.Row(),
        Sheet.Row(amount: "100001"),
        Sheet.Row(name: "SPP.", customer: "John Doe"),
        Sheet.Row(name: "SPP", customer: ".John Doe"),
        Sheet.Row(invoiceNumber: "INV-1"),
        Sheet.Row(invoiceNumber: "INV-2")));

    /// <summary>A row that made no bill can be said better further down.</summary>
    [Fact]
    public async Task Are_none_of_a_row_that_is_wrong() => Assert.Equal(
        ["2: amount must be a number above 0 and up to 1000000000000 with at most two decimals."],
        await Rejected(Sheet.Row(amount: "", invoiceNumber: "INV-1"), Sheet.Row(invoiceNumber: "INV-1")));

    /// <summary>Nor are they of one that the ledger refuse, which is known only when the batch is settled.</summary>
    [Fact]
    public async Task Are_none_of_a_row_that_is_refused() => Assert.Equal(
        [
            "2: The prefix is another biller's.", "4: invoice_number is that of line 3 already.",
            "5: The prefix is another biller's.", "6: The prefix is another biller's.",
        ],
        await Rejected(
            Sheet.Row(prefix: Scripts.PrefixOfAnother, invoiceNumber: "INV-1"),
            Sheet.Row(invoiceNumber: "INV-1"),
            Sheet.Row(2, invoiceNumber: "INV-1"),
            Sheet.Row(prefix: Scripts.PrefixOfAnother),
            Sheet.Row(prefix: Scripts.PrefixOfAnother)));

    [Fact]
    public async Task Are_none_of_a_row_that_was_refused_batches_ago()
    {
        var rows = Enumerable.Range(1, 4_000).Select(number => Sheet.Row(number));
        var refused = Sheet.Row(prefix: Scripts.PrefixOfAnother, invoiceNumber: "INV-1");

        Assert.Equal(
            ["2: The prefix is another biller's."],
            await Rejected([refused, .. rows, Sheet.Row(invoiceNumber: "INV-1")]));
    }

    [Fact]
    public async Task Are_wrong_first_and_duplicates_then() => Assert.Equal(
        ["2: type must be close, partial or open.", "3: type must be close, partial or open."],
        await Rejected(Sheet.Row(type: "x"), Sheet.Row(type: "x")));

    [Fact]
    public async Task Are_found_across_batches()
    {
        var rows = Enumerable.Range(1, 5_000).Select(number => Sheet.Row(number));

        Assert.Equal(["5002: All of it is the same as line 3."], await Rejected([.. rows, Sheet.Row(2)]));
    }

    static Task<IReadOnlyList<string>> Rejected(params IEnumerable<string> rows) => Rejections.Of(Sheet.Of(rows));
}
