namespace Periksa.Host.Connectors;

/// <summary>Kinds that nobody has verified with their providers.</summary>
static class Unverified
{
    /// <summary>In production somebody has to say that they have been tried.</summary>
    public static void Demand(SettingReader settings, Mode mode)
    {
        if (!settings.Flag("AllowUnverified", otherwise: false) && mode is Mode.Production)
        {
            throw settings.Fault(
                "Kind",
                $"is '{settings.Text("Kind")}', which nobody has verified with its provider: "
                + "set AllowUnverified to true if you have");
        }
    }
}
