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

sealed record StatusRequest(string? ReferenceNumber);

sealed record StatusReply(string ResponseCode, string ResponseMessage, StatusData? Data);

sealed record StatusData(
    string TransactionId,
    string ReferenceNumber,
    TransactionStatus TransactionStatus,
    string PostTimestamp,
    string? ProcessedTimestamp,
    Beneficiary Bank,
    Amount GrossAmount,
    Fee Fee,
    Amount NetAmount,
    Balance BalanceAfter,
    string? Notes);

sealed record TransactionStatus(string Code, string Desc);

sealed record Beneficiary(string Code, string? AccountName, string AccountNumber);

sealed record Amount(string Currency, string Value);

sealed record Fee(string Name, string Value, string Currency);

sealed record Balance(string Value, string Currency);

sealed record BillRequest(string? VaNumber, string? RefId, string? TerminalId, string? TransactionDate);

sealed record BillReply(string Rc, string Message, string Timestamp, PlainBill[] Data);

sealed record PlainBill(
    string Hash,
    string VaNumber,
    string Type,
    string Name,
    string CustomerName,
    string? CustomerEmail,
    string? CustomerPhone,
    string? CustomerAddress,
    decimal TotalAmount,
    decimal BilledAmount,
    decimal PaidAmount,
    string? Description,
    string? ExtDescription,
    string? InvoiceNumber,
    string? DueDate,
    string? ValidUntil,
    string Status,
    string CreatedAt,
    PlainComponent[] Components);

sealed record PlainComponent(string Id, string Name, string Qty, string Price, string Total);
