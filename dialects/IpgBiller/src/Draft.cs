using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>The fields that a bill in JSON and a row of a file have in common, as they were sent: all but what is to
/// be paid.</summary>
internal sealed record Draft(
    WireText VaNumber,
    WirePrefix Prefix,
    WireText Type,
    WireText Name,
    WireText CustomerName,
    WireText CustomerEmail,
    WireText CustomerPhone,
    WireText CustomerAddress,
    WireText Description,
    WireText ExtDescription,
    WireText InvoiceNumber,
    WireText DueDate,
    WireText ValidUntil)
{
    public const int NameLengthMaximum = 100;
    const int TextLengthMaximum = 255;

    /// <summary>Reads it, or says in a sentence what is wrong: the first field, in the order above.</summary>
    /// <param name="bill">A bill without components, and without a name where none was sent; meaningful when nothing
    /// is wrong.</param>
    public string? TryRead(string biller, DateTimeOffset now, out NewBill bill)
    {
        // All of them are read, and of what is wrong only the first is said.
        var accountFault = Fields.ReadVirtualAccount(VaNumber, Prefix, out var virtualAccount);
        var typeFault = Fields.ReadType(Type, out var type);
        var customerFault = Fields.ReadText(
            CustomerName, NameLengthMaximum, Sentences.CustomerName, out var customerName);
        var dueFault = Fields.ReadMoment(DueDate, Sentences.DueDate, out var dueAt);
        var validFault = Fields.ReadMoment(ValidUntil, Sentences.ValidUntil, out var validUntil);

        bill = new(
            biller,
            virtualAccount,
            type,
            Name.Text ?? "",
            new(customerName, CustomerEmail.Text, CustomerPhone.Text, CustomerAddress.Text),
            Description.Text,
            ExtDescription.Text,
            dueAt,
            validUntil,
            InvoiceNumber.Text,
            Components: [],
            At: now);

        return accountFault
            ?? typeFault
            ?? FindFaultInName()
            ?? customerFault
            ?? FindFaultInTexts()
            ?? Fields.FindFaultInInvoiceNumber(InvoiceNumber)
            ?? dueFault
            ?? validFault
            ?? (validUntil <= now ? Sentences.ValidUntilPast : null);
    }

    string? FindFaultInName() => Name is { Text: null, IsMistyped: false }
        ? null
        : Fields.ReadText(Name, NameLengthMaximum, Sentences.Name, out _);

    string? FindFaultInTexts() =>
        Fields.FindFault(CustomerEmail, TextLengthMaximum, Sentences.CustomerEmail)
        ?? Fields.FindFault(CustomerPhone, TextLengthMaximum, Sentences.CustomerPhone)
        ?? Fields.FindFault(CustomerAddress, TextLengthMaximum, Sentences.CustomerAddress)
        ?? Fields.FindFault(Description, TextLengthMaximum, Sentences.Description)
        ?? Fields.FindFault(ExtDescription, TextLengthMaximum, Sentences.ExtDescription);
}
