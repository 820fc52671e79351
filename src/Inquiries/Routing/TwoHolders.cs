using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries.Routing;

/// <summary>Compares what two providers say of one account.</summary>
public sealed partial class TwoHolders(ILogger<TwoHolders> log)
{
    /// <summary>True unless they name two holders. Then somebody is to look: one of the names is wrong.</summary>
    public bool Agree(RouteName one, BankReply said, RouteName other, BankReply otherSaid, BankQuestion question)
    {
        if (said.To(question.Account) is not BankReply.Found first
            || otherSaid.To(question.Account) is not BankReply.Found second
            || HolderNames.Agree(first.HolderName, second.HolderName))
        {
            return true;
        }

        Log.Differ(log, one.Value, other.Value, question.Account.BankCode, question.Id);
        return false;
    }

    static partial class Log
    {
        [LoggerMessage(166, LogLevel.Error,
            "{One} and {Other} name two different holders of one account of bank {Bank}, inquiry {Id}: ask both")]
        public static partial void Differ(ILogger log, string one, string other, string bank, InquiryId id);
    }
}
