namespace Periksa.Inquiries;

/// <summary>Providers' answers, shared by all hosts. Each look is a look at the database, so what is forgotten is
/// forgotten everywhere at once.</summary>
public interface IRememberedAnswers
{
    /// <summary>The latest answer about an account, however old; <c>null</c> for none.</summary>
    Task<RememberedAnswer?> Find(BankAccount account, CancellationToken gone = default);

    /// <summary>Learns an answer, unless there is one that was asked for later, or the account has been forgotten
    /// since it was asked for.</summary>
    /// <param name="isKept">False for one of a kind that is not remembered: it only has an older one
    /// forgotten.</param>
    Task Learn(RememberedAnswer answer, bool isKept);

    /// <summary>Forgets what is known of an account. What was asked before is not learned any more.</summary>
    /// <returns>Whether anything was.</returns>
    Task<bool> Forget(BankAccount account);
}
