using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>Finds cells that a spreadsheet would run.</summary>
/// <remarks>What is imported here is exported again some day, and opened by somebody who trusts it. The cells are
/// refused rather than mended: an apostrophe in front would be shown at every ATM.</remarks>
internal static class Formulas
{
    /// <summary>Said after the column's name.</summary>
    public const string Sentence =
        "must not begin like a formula: with =, +, -, @, a tab or a carriage return.";

    /// <summary>The vendor's own sample has it where there is nothing to say.</summary>
    const string Dash = "-";

    /// <summary>The first text that is a formula, or <c>null</c>. Numbers and times need no look: a formula is none of
    /// them.</summary>
    public static string? FindIn(BillRequest row) =>
        Find(Column.Name, row.Name)
        ?? Find(Column.CustomerName, row.CustomerName)
        ?? Find(Column.CustomerEmail, row.CustomerEmail)
        ?? (IsPhoneNumber(row.CustomerPhone.Text) ? null : Find(Column.CustomerPhone, row.CustomerPhone))
        ?? Find(Column.CustomerAddress, row.CustomerAddress)
        ?? Find(Column.Description, row.Description)
        ?? Find(Column.ExtDescription, row.ExtDescription)
        ?? Find(Column.InvoiceNumber, row.InvoiceNumber);

    static string? Find(Column column, WireText cell) => IsFormula(cell.Text)
        ? $"{Columns.NameOf(column)} {Sentence}"
        : null;

    public static bool IsFormula(string? cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] and not Dash;

    // As it is dialled from abroad. A spreadsheet shows a number, and runs nothing.
    static bool IsPhoneNumber(string? cell) =>
        cell is ['+', _, ..] && !cell.AsSpan(1).ContainsAnyExceptInRange('0', '9');
}
