using Periksa.Inquiries;

namespace Periksa.Host.Connectors;

/// <summary>How a connector is late: what its provider does, and when it is asked again.</summary>
static class LateSettings
{
    public static (LateMode Mode, LateTimes Times) Read(
        SettingReader settings, LateMode usual, LateTimes times, params IReadOnlyList<LateMode> allowed)
    {
        var late = settings.Section("Late");
        var mode = late.OneOf("Mode", usual);
        if (!allowed.Contains(mode))
            throw late.Fault("Mode", $"is {mode}, and this kind takes {string.Join(" or ", allowed)}");

        var schedule = late.Times("Schedule");
        var giveUp = late.Time("GiveUp");
        late.RefuseOthers();
        if (schedule.Count > 0 && mode is (LateMode.None or LateMode.Callback))
            throw late.Fault("Schedule", $"has nothing to say where Mode is {mode}: nobody is asked again");

        return (mode, new(schedule.Count > 0 ? schedule : times.Schedule, giveUp ?? times.GiveUp));
    }
}
