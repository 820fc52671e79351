namespace Periksa.Host.Pages.Settings;

/// <summary>What this host goes by.</summary>
static class SettingPages
{
    public static void Map(ConsolePaths paths, Mode mode) =>
        paths.Get("/settings", (HttpContext http, IConfiguration settings) => Page.Of<SettingsPage>(http, new()
        {
            [nameof(SettingsPage.Lines)] = EffectiveSettings.Lines(settings, mode).ToArray(),
        }));
}
