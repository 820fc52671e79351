using System.Diagnostics;
using Periksa.Bills;
using Periksa.Wire.Http;

namespace Periksa.Dialects.IpgBiller;

/// <summary>A response code of the vendor's, its sentence, and the HTTP status it travels with.</summary>
internal sealed record Code(string Rc, string Message, int Http = 200)
{
    /// <summary>That it refuses, which its own sentence explains; <c>null</c> for an answer.</summary>
    public Refused? Refused { get; } = Rc == "SUCCESS" ? null : new(Rc, Message, Advice.For(Message, Http));
}

/// <summary>Everything this dialect can say, but for what is wrong with a field, a parameter or a file: that has a
/// sentence of its own.</summary>
internal static class Codes
{
    const string InvalidTransaction = "BILLER_INVALID_TRANSACTION";
    const string GatewayInvalidResponse = "BILLER_GATEWAY_INVALID_RESPONSE";

    public static readonly Code Success = new("SUCCESS", "success");
    public static readonly Code Revoked = new("SUCCESS", "Billing revoked.");

    public static readonly Code NotFound = new("BILLER_BILL_NOT_FOUND", "You have no bill with this hash.");

    public static readonly Code AlreadyPaid =
        new("BILLER_BILL_ALREADY_PAID", "The bill is paid and cannot be revoked.");

    public static readonly Code InvoiceNumberUsed =
        new(InvalidTransaction, "You already have a bill with this invoice_number.");

    public static readonly Code PrefixOfAnother = new(InvalidTransaction, "The prefix is another biller's.");

    public static readonly Code PrefixesTooMany = new(
        InvalidTransaction,
        $"You have taken {BillLimits.PrefixesTaken} prefixes already: have the operator give you this one.");

    public static readonly Code BillsTooMany = new(
        InvalidTransaction,
        $"There are {BillLimits.PayableOnAccount} bills to be paid on this va_number already: revoke one first.");

    public static readonly Code NoJson =
        new(InvalidTransaction, "The body must be one JSON object, in UTF-8, that names nothing twice.", 400);

    public static readonly Code Unauthorized = new(
        "BILLER_AUTHENTICATION", "Send an active biller's API key as Bearer, from an address that it may use.", 401);

    public static readonly Code PathNotFound = new(InvalidTransaction, "There is nothing under this path.", 404);

    public static readonly Code MethodNotAllowed =
        new(InvalidTransaction, "This path is not served by this method: see Allow.", 405);

    public static readonly Code BodyTooLarge =
        new(InvalidTransaction, "The body is larger than 64 KiB. Send many bills as a CSV file to /import.", 413);

    public static readonly Code FileTooSlow = new(
        InvalidTransaction,
        "The file took longer than 10 minutes to arrive. Send it in parts; nothing was imported.",
        408);

    public static readonly Code FileTooLarge =
        new(InvalidTransaction, "The file is larger than 64 MiB. Send it in parts; nothing was imported.", 413);

    public static readonly Code JsonOnly = new(InvalidTransaction, "Send the bill as application/json.", 415);
    public static readonly Code CsvOnly = new(InvalidTransaction, "Send the file as text/csv.", 415);
    public static readonly Code TooManyRequests = new(InvalidTransaction, "Too many requests", 429);

    public static readonly Code TooBusy = new(
        InvalidTransaction,
        "Too much is being made right now, perhaps by an import of yours. Send the bill again in a few seconds.",
        429);

    public static readonly Code ImportRunning = new(
        InvalidTransaction, "Your last import is still running. Send this file again when that has ended.", 429);

    public static readonly Code TooManyImports =
        new(InvalidTransaction, "Too many imports are running. Send the file again when one has ended.", 429);

    public static readonly Code Failure = new(
        GatewayInvalidResponse, "Something broke on our side. Look whether it happened before you ask again.", 500);

    /// <summary>Said at the end of a report, whose HTTP status is long since 200.</summary>
    public static readonly Code ImportFailed =
        new(GatewayInvalidResponse, "Something broke on our side: nothing was imported. Send the same file again.");

    /// <summary>Said there, too, to whoever reads fast enough to hear it.</summary>
    public static readonly Code ImportTooLong = new(
        GatewayInvalidResponse,
        "The import took longer than 5 minutes, so nothing was imported. Send the file in parts.");

    /// <summary>Of the very last step nobody knows whether it happened. The file's digest does: the file can be sent
    /// again without making anything twice.</summary>
    public static readonly Code ImportUnclear = new(
        GatewayInvalidResponse,
        "Something broke on our side in the last step. Send the same file again: it makes no bill twice.");

    /// <summary>A sentence that says which field or parameter, and what to send.</summary>
    public static Code Invalid(string sentence) => new(InvalidTransaction, sentence, 400);

    public static Code ImportedBefore(int made) => new(
        "SUCCESS", $"This very file was imported before and made {made} bills. Nothing was made again.");

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
