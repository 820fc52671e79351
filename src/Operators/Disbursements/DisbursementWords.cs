using Periksa.Disbursements;

namespace Periksa.Operators.Disbursements;

/// <summary>What operators call the states of disbursements, and what stands against their words.</summary>
static class DisbursementWords
{
    /// <summary>All that have no end.</summary>
    public const string Open = "open";

    public static string Of(DisbursementStatus status) => status.ToString().ToLowerInvariant();

    /// <summary>The state that a word names; <c>null</c> where it names none.</summary>
    public static DisbursementStatus? Read(string word) =>
        Course.All.Where(one => Of(one) == word).Select(one => (DisbursementStatus?)one).FirstOrDefault();

    /// <summary>Why a disbursement cannot end by a word, whatever its bank says.</summary>
    public static Refusal NotFrom(Disbursement disbursement, HandWord word) => Refusal.Conflict(
        (word, disbursement.Status) switch
        {
            (HandWord.Settle or HandWord.Refund, DisbursementStatus.Initiated) =>
                "Nobody has begun to send it: cancel it, or wait a moment.",
            (HandWord.Settle, DisbursementStatus.Success) => "It has been paid already: nothing is left to do.",
            (HandWord.Cancel, DisbursementStatus.Success) =>
                "It has been paid: refund it if the money came back.",
            _ when disbursement.Status.IsGivenBack() =>
                $"It is {Of(disbursement.Status)}, and its account has its money back. If the bank has paid all "
                + "the same, deal with the partner, and with the remark if there is one ('periksa remark list').",
            _ => $"It is {Of(disbursement.Status)}: that cannot be done to it.",
        });

    public static Refusal JustPaid { get; } = Refusal.Conflict(
        "It was paid a moment ago: look at it again, and say it in a minute if the money came back all the same.");

    public static Refusal Of(HandObstacle obstacle) => Refusal.Conflict(obstacle switch
    {
        HandObstacle.InHand =>
            "A host is asking the bank about it at this moment: look at it in a few seconds, and say it again.",
        HandObstacle.NeverSent =>
            "It was never sent, so nobody can have paid it: cancel it, or leave it to the hosts to send.",
        HandObstacle.MayHaveBeenSent =>
            "It may have been sent, so that it cannot be called off: ask the bank, and settle or refund it.",
        HandObstacle.NotAskedLately =>
            "Nobody has asked the bank about it in the last minute, and it may have paid meanwhile. The hosts were "
            + "told to ask now: look at it in a few seconds, and say it again if it has no end by then. If it is not "
            + "asked, its connector is not configured or not reached: see the hosts' log, events 151 and 152.",
    });
}
