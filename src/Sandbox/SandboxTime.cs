using System.Globalization;
using Periksa.Callbacks;
using Periksa.Disbursements;
using Periksa.Inquiries;
using Periksa.Invoicing;
using Periksa.Partners;
using Periksa.Sandbox.Store;

namespace Periksa.Sandbox;

/// <summary>Moves the sandbox's clock forward, takes it back to real time, and begins everything anew. What is asked of
/// it is done, or refused by a sentence that says what to do instead.</summary>
public sealed class SandboxTime(
    SandboxStore store,
    SandboxClock clock,
    ReferenceCache memory,
    InvoicePayments payments,
    FollowUps followUps,
    Payouts payouts,
    IOutboxSignal bell,
    SandboxWorld world)
{
    /// <summary>As far as it is moved at once: ten years.</summary>
    public const long AdvanceSecondsMaximum = 10L * 365 * 24 * 60 * 60;

    // Far beyond any test, and far from where dates end.
    static readonly TimeSpan Furthest = TimeSpan.FromDays(365 * 100);

    /// <summary>The sandbox's moment, in WIB, and how far it is ahead of real time.</summary>
    public (DateTimeOffset Now, TimeSpan Ahead) Now => (clock.GetUtcNow().ToOffset(BusinessDay.Wib), clock.Offset);

    /// <returns>Why it was not done; <c>null</c> where it was.</returns>
    public async Task<string?> Advance(long seconds, CancellationToken cancel)
    {
        if (seconds is < 1 or > AdvanceSecondsMaximum)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"It is moved by 1 to {AdvanceSecondsMaximum} seconds at once, which is ten years.");
        }

        if (!await store.Advance(TimeSpan.FromSeconds(seconds), Furthest, cancel))
            return "That is more than a hundred years ahead in all: start over with POST /sandbox/reset.";

        await memory.Refresh(cancel);

        // What has fallen due on the way is done before this answers, so that whoever moved the clock sees its
        // effect. Payouts are only begun: a bank takes the time it takes.
        await payments.SettleBegun(cancel);
        await payments.RunDaily(cancel);
        await followUps.GiveUpOverdue(cancel);
        await payouts.TakeAllDue(cancel);
        bell.Ring();
        await memory.Refresh(cancel);
        return null;
    }

    /// <inheritdoc cref="Advance"/>
    public async Task<string?> Return(CancellationToken cancel)
    {
        if (!await store.ReturnToRealTime(cancel))
        {
            return "Something is dated after real time, and history never lies in the future: "
                + "start over with POST /sandbox/reset.";
        }

        await memory.Refresh(cancel);
        return null;
    }

    /// <summary>Forgets everything that was asked and paid, and begins with the world as it ships.</summary>
    public async Task Reset(CancellationToken cancel)
    {
        await store.Reset(world, cancel);
        await memory.Refresh(cancel);
    }
}
