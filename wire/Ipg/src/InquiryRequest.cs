using Periksa.Wire.Http;

namespace Periksa.Wire.Ipg;

/// <summary>What a channel asks, exactly as the vendor's page writes it: same names, same order.</summary>
public sealed record InquiryRequest(
    WireText VaNumber, WireText RefId, WireText TerminalId, WireText TransactionDate);
