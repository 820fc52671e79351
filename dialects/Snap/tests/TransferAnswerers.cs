using Microsoft.Extensions.DependencyInjection;
using Periksa.Disbursements;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>Of the service that sends money.</summary>
sealed class TransferAnswerer : ISnapAnswerer
{
    public ScriptedDisbursements Disbursements { get; } = TransferScripts.Disbursements;

    public SnapAsked? Asked => Disbursements.Ordered is { } order ? new(order.Keys!, order.AskedAt) : null;

    public void AddTo(IServiceCollection services) => services.AddSingleton<IDisbursements>(Disbursements);

    public void RefuseKeys() => Disbursements.Refuses(SnapCallers.Usual, TransferRefusal.DayKeyUsed);
}

/// <summary>Of services that look something up and use up a key.</summary>
sealed class LookUpAnswerer : ISnapAnswerer
{
    ScriptedDayKeys _keys = new();

    public ScriptedDisbursements Disbursements { get; } = TransferScripts.Disbursements;

    public SnapAsked? Asked => _keys.Used is { } used ? new(used, At: null) : null;

    public void AddTo(IServiceCollection services) =>
        services.AddSingleton<IDisbursements>(Disbursements).AddSingleton<IDayKeys>(_keys);

    public void RefuseKeys() => _keys = new($"snap:{SnapCallers.Usual}");
}
