using Microsoft.Extensions.Logging;

namespace Periksa.Inquiries.Routing;

/// <summary>Compares what two providers say of one account.</summary>
/// <param name="answers">What is remembered; <c>null</c>: nothing is.</param>
public sealed partial class TwoHolders(ILogger<TwoHolders> log, IRememberedAnswers? answers = null)
{
    /// <summary>True unless they name two holders. Then somebody is to look: one of the names is wrong, and neither is
    /// remembered.</summary>
    public async Task<bool> Agree(
        RouteName one, BankReply said, RouteName other, BankReply otherSaid, BankQuestion question)
    {
        if (said.To(question.Account) is not BankReply.Found first
            || otherSaid.To(question.Account) is not BankReply.Found second
            || HolderNames.Agree(first.HolderName, second.HolderName))
        {
            return true;
        }

        Log.Differ(log, one.Value, other.Value, question.Account.BankCode, question.Id);
        try
        {
            if (answers is not null)
                await answers.Forget(question.Account);
        }
        catch (Exception e)
        {
            Log.NotForgotten(log, e, question.Account.BankCode, question.Id);
        }

        return false;
    }

    static partial class Log
    {
        [LoggerMessage(166, LogLevel.Error,
            "{One} and {Other} name two different holders of one account of bank {Bank}, inquiry {Id}: ask both")]
        public static partial void Differ(ILogger log, string one, string other, string bank, InquiryId id);

        [LoggerMessage(167, LogLevel.Error,
            "What is remembered of the account at bank {Bank} of inquiry {Id} could not be forgotten: "
            + "do it by 'periksa forget'")]
        public static partial void NotForgotten(ILogger log, Exception e, string bank, InquiryId id);
    }
}
