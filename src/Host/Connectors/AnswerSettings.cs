using Periksa.Inquiries;
using Periksa.Inquiries.Remembering;
using Periksa.Retention;

namespace Periksa.Host.Connectors;

/// <summary>For how long providers' answers are remembered, from the section <c>Answers</c>.</summary>
static class AnswerSettings
{
    static readonly TimeSpan Maximum = TimeSpan.FromDays(366);

    /// <exception cref="SettingsException">One of them makes no sense.</exception>
    public static AnswerAges Read(IConfiguration configuration)
    {
        var settings = new SettingReader(configuration.GetSection("Periksa:Answers"));
        var ages = new AnswerAges(
            settings.Duration("RememberFound", Maximum), settings.Duration("RememberNotFound", Maximum));
        settings.RefuseOthers();
        return ages;
    }

    /// <summary>How long they are kept: what is not used goes, also where another setting had it
    /// remembered.</summary>
    public static AnswersKept Kept(IConfiguration configuration)
    {
        var ages = Read(configuration);
        return new(ages.Found ?? TimeSpan.Zero, ages.NotFound ?? TimeSpan.Zero);
    }

    /// <summary>Has providers' answers remembered for so long.</summary>
    public static void AddRememberedAnswers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Read(configuration)).AddSingleton<RememberedAnswers>().AddSingleton<PriorAnswers>();
        services.AddHostedService(all => all.GetRequiredService<RememberedAnswers>())
            .AddSingleton<IRememberedAnswers>(all => all.GetRequiredService<RememberedAnswers>());
    }
}
