using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Periksa.Callbacks;
using Periksa.Engine.Tests.Fakes;
using Periksa.Inquiries;
using Periksa.Inquiries.Remembering;

namespace Periksa.Engine.Tests;

/// <summary>A teller and all who work behind it.</summary>
sealed class InquiryEngine
{
    public InquiryEngine(
        IConnector bank,
        ScriptedInquiryLog inquiryLog,
        DateTimeOffset now,
        ILogger<AccountInquiries>? log = null,
        ILogger<FollowUps>? followUpLog = null,
        PriorAnswers? prior = null)
    {
        var clock = new StoppedClock(now);
        Shared = new(clock);
        BankLookups = new BankLookups(bank, Ledger, prior);
        var callbacks = new CallbackComposer([new ScriptedCallbacks()], Credentials, Bell, clock);
        FollowUps = new(
            BankLookups,
            inquiryLog,
            Open,
            Credentials,
            callbacks,
            clock,
            Shared,
            followUpLog ?? NullLogger<FollowUps>.Instance);
        Inquiries = new(
            BankLookups,
            VirtualAccounts,
            inquiryLog,
            Misses,
            FollowUps,
            callbacks,
            clock,
            log ?? NullLogger<AccountInquiries>.Instance);
    }

    public BankLookups BankLookups { get; }

    public AccountInquiries Inquiries { get; }

    public TrustedClock Shared { get; }

    public FollowUps FollowUps { get; }

    public ScriptedSignal Bell { get; } = new();

    public ScriptedOpenInquiries Open { get; } = new();

    public KeptLedger Ledger { get; } = new();

    public ScriptedMissAccounts Misses { get; } = new();

    public ScriptedVirtualAccounts VirtualAccounts { get; } = new();

    public ScriptedCredentials Credentials { get; } = new();
}
