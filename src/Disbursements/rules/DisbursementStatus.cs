namespace Periksa.Disbursements;

/// <summary>The status of a disbursement; the names are in the order in which it usually passes through
/// them.</summary>
public enum DisbursementStatus
{
    /// <summary>Debited and waiting to be sent.</summary>
    Initiated,

    /// <summary>Being sent to the bank. From here on the bank may have it.</summary>
    Paying,

    /// <summary>The bank may have it and has not said yet what became of it.</summary>
    Pending,

    /// <summary>The beneficiary has the money.</summary>
    Success,

    /// <summary>The bank did not pay, and the account has its money back.</summary>
    Failed,

    /// <summary>Called off before it was sent, and the account has its money back.</summary>
    Canceled,

    /// <summary>Paid, and sent back by the bank later; the account has its money back.</summary>
    Refunded,
}
