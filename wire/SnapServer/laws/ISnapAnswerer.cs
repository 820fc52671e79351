using Microsoft.Extensions.DependencyInjection;
using Periksa.Inquiries;
using Periksa.Tests.Support;

namespace Periksa.Wire.SnapServer.Laws;

/// <summary>The fake that a service asks when the laws are tried with it.</summary>
public interface ISnapAnswerer
{
    /// <summary>What it was asked last; <c>null</c> for nothing.</summary>
    SnapAsked? Asked { get; }

    /// <summary>Puts it where the service finds it.</summary>
    void AddTo(IServiceCollection services);

    /// <summary>Has it say that the usual caller's X-EXTERNAL-ID was used before, whatever it is.</summary>
    void RefuseKeys();
}

/// <param name="Keys">The keys that the question uses up.</param>
/// <param name="At">When it came; <c>null</c> where the service does not say.</param>
public sealed record SnapAsked(OnceKeys Keys, DateTimeOffset? At);

/// <summary>Of services that ask whose account it is.</summary>
public sealed class InquiriesAnswerer(ScriptedAccountInquiries inquiries) : ISnapAnswerer
{
    public ScriptedAccountInquiries Inquiries => inquiries;

    public SnapAsked? Asked => inquiries.Asked is { } asked ? new(asked.Keys!, asked.AskedAt) : null;

    public void AddTo(IServiceCollection services) => services.AddSingleton<IAccountInquiries>(inquiries);

    public void RefuseKeys() => inquiries.Refuses(new(SnapCallers.Usual), InquiryRefusal.DayKeyUsed);
}
