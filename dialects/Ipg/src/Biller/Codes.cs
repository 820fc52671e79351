using System.Diagnostics;
using Periksa.Bills;

namespace Periksa.Dialects.Ipg.Biller;

/// <summary>Every code that billers are told, but for what is wrong with a field, a parameter or a file: that has a
/// sentence of its own.</summary>
internal static class Codes
{
    public static readonly Code Revoked = Code.Success with { Message = "Billing revoked." };

    public static readonly Code NotFound = new("BILLER_BILL_NOT_FOUND", "You have no bill with this hash.");

    public static readonly Code AlreadyPaid =
        new("BILLER_BILL_ALREADY_PAID", "The bill is paid and cannot be revoked.");

    public static readonly Code InvoiceNumberUsed = Code.Invalid("You already have a bill with this invoice_number.");
    public static readonly Code PrefixOfAnother = Code.Invalid("The prefix is another biller's.");

    public static readonly Code PrefixesTooMany = Code.Invalid(
        $"You have taken {BillLimits.PrefixesTaken} prefixes already: have the operator give you this one.");

    public static readonly Code BillsTooMany = Code.Invalid(
        $"There are {BillLimits.PayableOnAccount} bills to be paid on this va_number already: revoke one first.");

    public static readonly Code NoJson =
        Invalid("The body must be one JSON object, in UTF-8, that names nothing twice.");

    public static readonly Code Unauthorized = Code.Unauthorized(
        "Send an active biller's API key as Bearer, from an address that it may use.",
        "Send Authorization: Bearer and your API key, once, with one space between.");

    public static readonly Code PathNotFound = Code.Invalid("There is nothing under this path.", 404);

    public static readonly Code MethodNotAllowed =
        Code.Invalid("This path is not served by this method: see Allow.", 405);

    public static readonly Code BodyTooLarge =
        Code.Invalid("The body is larger than 64 KiB. Send many bills as a CSV file to /import.", 413);

    public static readonly Code FileTooSlow = Code.Invalid(
        "The file took longer than 10 minutes to arrive. Send it in parts; nothing was imported.", 408);

    public static readonly Code FileTooLarge =
        Code.Invalid("The file is larger than 64 MiB. Send it in parts; nothing was imported.", 413);

    public static readonly Code JsonOnly = Code.Invalid("Send the bill as application/json.", 415);
    public static readonly Code CsvOnly = Code.Invalid("Send the file as text/csv.", 415);

    public static readonly Code TooBusy = Code.Invalid(
        "Too much is being made right now, perhaps by an import of yours. Send the bill again in a few seconds.", 429);

    public static readonly Code ImportRunning = Code.Invalid(
        "Your last import is still running. Send this file again when that has ended.", 429);

    public static readonly Code TooManyImports =
        Code.Invalid("Too many imports are running. Send the file again when one has ended.", 429);

    public static readonly Code Failure =
        Code.Failed("Something broke on our side. Look whether it happened before you ask again.");

    /// <summary>Said at the end of a report, whose HTTP status is long since 200.</summary>
    public static readonly Code ImportFailed =
        Code.Failed("Something broke on our side: nothing was imported. Send the same file again.", 200);

    /// <summary>Said there, too, to whoever reads fast enough to hear it.</summary>
    public static readonly Code ImportTooLong = Code.Failed(
        "The import took longer than 5 minutes, so nothing was imported. Send the file in parts.", 200);

    /// <summary>Of the very last step nobody knows whether it happened. The file's digest does: the file can be sent
    /// again without making anything twice.</summary>
    public static readonly Code ImportUnclear = Code.Failed(
        "Something broke on our side in the last step. Send the same file again: it makes no bill twice.", 200);

    /// <summary>A sentence that says which field or parameter, and what to send.</summary>
    public static Code Invalid(string sentence) => Code.Invalid(sentence, 400);

    public static Code ImportedBefore(int made) => Code.Success with
    {
        Message = $"This very file was imported before and made {made} bills. Nothing was made again.",
    };

    /// <summary>Why a bill is not made; <c>null</c> for one that is.</summary>
    public static Code? For(MakingVerdict verdict) => verdict switch
    {
        MakingVerdict.Made => null,
        MakingVerdict.InvoiceNumberUsed => InvoiceNumberUsed,
        MakingVerdict.PrefixOfAnother => PrefixOfAnother,
        MakingVerdict.PrefixesTooMany => PrefixesTooMany,
        MakingVerdict.BillsTooMany => BillsTooMany,
        MakingVerdict.TooBusy => TooBusy,
        MakingVerdict.Unchanged or MakingVerdict.CustomerDiffers =>
            throw new UnreachableException("Only rows of a file are judged so."),
    };

    public static Code For(VoidVerdict verdict) => verdict switch
    {
        VoidVerdict.Voided => Revoked,
        VoidVerdict.NotFound => NotFound,
        VoidVerdict.Paid => AlreadyPaid,
    };
}
