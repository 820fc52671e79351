namespace Periksa.Dialects.Ipg.Biller.Import;

/// <summary>The columns by which a file describes each bill, in the order in which they are read.</summary>
internal enum Column
{
    Prefix,
    VaNumber,
    Type,
    Name,
    CustomerName,
    Amount,
    CustomerEmail,
    CustomerPhone,
    CustomerAddress,
    Description,
    ExtDescription,
    InvoiceNumber,
    DueDate,
    ValidUntil,
}
