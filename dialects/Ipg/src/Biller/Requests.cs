using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Wire to core. Pure: no clock, no storage, nothing to fake.</summary>
internal static class Requests
{
    public const int NameLengthMaximum = 100;
    const int TextLengthMaximum = 255;
    const int InstitutionCodeLengthMaximum = 50;

    /// <summary>Reads a bill to be made, or says in a sentence what is wrong: the first field, in the order of the
    /// contract.</summary>
    /// <param name="bill">Meaningful when nothing is wrong.</param>
    public static string? TryRead(Question<BillRequest> asked, NewId newId, out NewBill bill)
    {
        var wire = asked.Wire;
        var fault = TryReadDraft(wire, asked.Partner, asked.At, out bill)
            ?? Fields.FindFault(wire.InstitutionCode, InstitutionCodeLengthMaximum, Sentences.InstitutionCode);
        if (fault is not null)
            return fault;

        if (Components.TryRead(wire.Components, wire.TotalAmount, newId, out var components) is { } sentence)
            return sentence;

        bill = bill with { Components = components, Name = wire.Name.Text ?? components[0].Name };
        return null;
    }

    /// <summary>Reads all that a bill in JSON and a row of a file have in common, or says in a sentence what is
    /// wrong.</summary>
    /// <param name="bill">A bill without components, and without a name where none was sent; meaningful when nothing
    /// is wrong.</param>
    public static string? TryReadDraft(BillRequest wire, string biller, DateTimeOffset now, out NewBill bill)
    {
        // All of them are read, and of what is wrong only the first is said.
        var accountFault = Fields.ReadVirtualAccount(wire.VaNumber, wire.Prefix, out var virtualAccount);
        var type = Translation.ReadType(wire.Type.Text);
        var customerFault = Fields.ReadText(
            wire.CustomerName, NameLengthMaximum, Sentences.CustomerName, out var customerName);
        var dueFault = Fields.ReadMoment(wire.DueDate, Sentences.DueDate, out var dueAt);
        var validFault = Fields.ReadMoment(wire.ValidUntil, Sentences.ValidUntil, out var validUntil);

        bill = new(
            new(biller),
            new(virtualAccount),
            type ?? default,
            wire.Name.Text ?? "",
            new(customerName, wire.CustomerEmail.Text, wire.CustomerPhone.Text, wire.CustomerAddress.Text),
            wire.Description.Text,
            wire.ExtDescription.Text,
            dueAt,
            validUntil,
            wire.InvoiceNumber.Text,
            Components: [],
            At: now);

        return accountFault
            ?? (type is null ? Sentences.Type : null)
            ?? FindFaultInName(wire.Name)
            ?? customerFault
            ?? FindFaultInTexts(wire)
            ?? Fields.FindFaultInInvoiceNumber(wire.InvoiceNumber)
            ?? dueFault
            ?? validFault
            ?? (validUntil <= now ? Sentences.ValidUntilPast : null);
    }

    static string? FindFaultInName(WireText name) => name is { Text: null, IsMistyped: false }
        ? null
        : Fields.ReadText(name, NameLengthMaximum, Sentences.Name, out _);

    static string? FindFaultInTexts(BillRequest wire) =>
        Fields.FindFault(wire.CustomerEmail, TextLengthMaximum, Sentences.CustomerEmail)
        ?? Fields.FindFault(wire.CustomerPhone, TextLengthMaximum, Sentences.CustomerPhone)
        ?? Fields.FindFault(wire.CustomerAddress, TextLengthMaximum, Sentences.CustomerAddress)
        ?? Fields.FindFault(wire.Description, TextLengthMaximum, Sentences.Description)
        ?? Fields.FindFault(wire.ExtDescription, TextLengthMaximum, Sentences.ExtDescription);
}
