using Microsoft.Extensions.DependencyInjection;
using Periksa.Bills;
using Periksa.Partners;
using Periksa.Tests.Support;
using Periksa.Wire.SnapServer.Laws;

namespace Periksa.Dialects.Snap.Tests;

/// <summary>Of the service that asks what is owed.</summary>
sealed class OwingAnswerer : ISnapAnswerer
{
    public ScriptedBillPayments Bills { get; } = VirtualAccountScripts.Bills;

    public SnapAsked? Asked => Bills.Asked is { } asked ? new(asked.Keys!, asked.AskedAt) : null;

    public void AddTo(IServiceCollection services) => services.AddSingleton<IBillPayments>(Bills);

    public void RefuseKeys() => Bills.HasUsedKeys();
}

/// <summary>Of the service by which banks say that it was paid.</summary>
sealed class PaymentAnswerer : ISnapAnswerer
{
    public ScriptedPaymentRequests Requests { get; } = VirtualAccountScripts.Requests;

    public SnapAsked? Asked => Requests.Asked is { } asked ? new(asked.Keys, asked.At) : null;

    public void AddTo(IServiceCollection services) => services.AddSingleton<IPaymentRequests>(Requests);

    public void RefuseKeys() => Requests.HasUsedKeys();
}

/// <summary>Of the service by which billers ask whether it was.</summary>
sealed class StatusAnswerer : ISnapAnswerer
{
    ScriptedDayKeys _keys = new();

    public ScriptedBillOffice Office { get; } = VirtualAccountScripts.Office;

    public SnapAsked? Asked => _keys.Used is { } used ? new(used, At: null) : null;

    public void AddTo(IServiceCollection services) =>
        services.AddSingleton<IBillOffice>(Office).AddSingleton<IDayKeys>(_keys);

    public void RefuseKeys() => _keys = new($"snap:{SnapCallers.Usual}");
}
