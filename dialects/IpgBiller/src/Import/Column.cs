namespace Periksa.Dialects.IpgBiller.Import;

/// <summary>What a file tells of each bill, in the order in which it is read.</summary>
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
