using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Periksa.Tests.Support;

namespace Periksa.Dialects.IFortepay.Tests;

/// <summary>The room with nobody but fakes in it.</summary>
static class OneRoom
{
    /// <summary>A moment after the one that the vendor's sample is stamped with.</summary>
    public static readonly DateTimeOffset Now = new(2023, 1, 4, 7, 49, 50, 123, TimeSpan.Zero);

    /// <summary>Adds what the room needs and the test has not added itself.</summary>
    public static void Furnish(IServiceCollection services)
    {
        services.TryAddSingleton<TimeProvider>(new StoppedClock(Now));
        services.TryAddSingleton<ICallerClock, ScriptedCallerClock>();
        services.TryAddSingleton(Callers.Credentials);
        services.TryAddSingleton(Callers.Tokens);
        services.TryAddSingleton<ILaxity, ScriptedLaxity>();
        services.TryAddSingleton<IThrottle>(new ScriptedThrottle(Callers.Hasty));
        services.TryAddSingleton<IMissBudgets>(new ScriptedMissBudgets(Callers.Hasty, Callers.Curious));
        services.TryAddSingleton<ITeller>(Scripts.Teller);
    }
}
