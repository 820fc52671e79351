using Periksa.Wire.Http;

namespace Periksa.Dialects.Ipg.Channel;

// What channels send, exactly as the vendor's pages write it: same names, same order. No behaviour lives here.

internal sealed record PaymentRequest(
    WireText VaNumber,
    WireText RefId,
    WireText Amount,
    WireText TerminalId,
    WireText TransactionDate,
    WireText CustomerName);

/// <param name="BillId">The bill's hash.</param>
/// <param name="PaymentRef">The payment's ref_id.</param>
internal sealed record ReversalRequest(WireText BillId, WireText PaymentRef, WireNumber Amount);
