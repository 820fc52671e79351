namespace Periksa.Bills;

/// <summary>The engine's desk for banks whose payments have a request id for good.</summary>
public interface IPaymentRequests
{
    /// <summary>Takes money for bills, all that are named or none. When this returns, that is durable, or there is
    /// nothing.</summary>
    /// <param name="gone">Says that the bank does not wait any more: what was not begun by then is not.</param>
    Task<RequestAnswer> Pay(PaymentRequest request, CancellationToken gone = default);
}
