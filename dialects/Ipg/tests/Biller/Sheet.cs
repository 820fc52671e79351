using System.Text;

namespace Periksa.Dialects.Ipg.Tests.Biller;

/// <summary>Files as a biller would export them, line by line.</summary>
static class Sheet
{
    public const string Header = "prefix,va_number,type,name,customer_name,amount,invoice_number";

    /// <summary>A good row, but for what a test makes of it.</summary>
    public static string Row(
        int number = 1,
        string prefix = "867301",
        string type = "close",
        string name = "SPP",
        string customer = "John Doe",
        string amount = "100000",
        string invoiceNumber = "") =>
        $"{prefix},{number:D10},{type},{name},{customer},{amount},{invoiceNumber}";

    public static string Of(params IEnumerable<string> rows) => string.Join('\n', [Header, .. rows]);

    /// <summary>A file of so many good rows, of which every tenth has an invoice number; it is written while it is
    /// read.</summary>
    public static IEnumerable<byte[]> Long(int rows)
    {
        yield return Encoding.UTF8.GetBytes($"{Header}\n");
        for (var number = 1; number <= rows; number++)
        {
            var invoiceNumber = number % 10 == 0 ? $"INV-{number}/2022" : "";
            yield return Encoding.UTF8.GetBytes($"{Row(number, invoiceNumber: invoiceNumber)}\n");
        }
    }
}
