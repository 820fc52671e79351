namespace Periksa.Bench.Plain;

sealed record InquiryRequest(string? BankCode, string? AccountNumber);

sealed record Status(string Code, string Message);

sealed record InquiryReply(
    Status Status,
    string? BankCode,
    string? AccountNumber,
    string? AccountName,
    string Timestamp,
    Guid? Id,
    Guid? InvoiceId);
