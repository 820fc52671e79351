using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Npgsql;
using Periksa.Host.Lab;
using Periksa.Host.Pages.Assets;
using Periksa.Host.Pages.Audit;
using Periksa.Host.Pages.Bills;
using Periksa.Host.Pages.Callbacks;
using Periksa.Host.Pages.Disbursements;
using Periksa.Host.Pages.FormKeys;
using Periksa.Host.Pages.Inquiries;
using Periksa.Host.Pages.Invoices;
using Periksa.Host.Pages.Lab;
using Periksa.Host.Pages.Overview;
using Periksa.Host.Pages.Partners;
using Periksa.Host.Pages.Requests;
using Periksa.Host.Pages.Routes;
using Periksa.Host.Pages.Search;
using Periksa.Host.Pages.Settings;
using Periksa.Host.Pages.SignIn;
using Periksa.Host.Pages.SignIn.OpenId;
using Periksa.Operators;
using Periksa.Operators.Accounts;
using Periksa.Operators.Search;
using Periksa.Partners.Sealing;

namespace Periksa.Host.Pages;

/// <summary>The operators' console, <c>/console</c>: what the verbs and <c>/v1</c> do, to look at. Its pages are made
/// here and need no script.</summary>
static class ConsolePages
{
    public const string Prefix = "/console";

    /// <summary>Where a form's token against forgery stands.</summary>
    public const string TokenField = "_form";

    /// <param name="openId">By whom people may sign in, besides a password; <c>null</c> for nobody.</param>
    public static void AddConsole(this IServiceCollection services, Mode mode, OpenIdSettings? openId)
    {
        services.AddSignIn();
        if (openId is not null && mode is Mode.Production)
        {
            services.AddSingleton(all => new OpenIdProvider(
                openId, all.GetRequiredService<IDataProtectionProvider>(),
                all.GetRequiredService<ILogger<OpenIdProvider>>()));
        }

        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = TokenField;
            options.HeaderName = null;
            options.SuppressXFrameOptionsHeader = true;   // ours is stricter
            options.Cookie.Name = "periksa-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddDataProtection().SetApplicationName("periksa");
        services.AddSingleton(all => new SealedKeyRing(
            all.GetRequiredService<NpgsqlDataSource>(), all.GetRequiredService<MasterKeys>));
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(all =>
            new ConfigureOptions<KeyManagementOptions>(
                keys => keys.XmlRepository = all.GetRequiredService<SealedKeyRing>()));
        services.AddSingleton<LabGate>().AddSingleton<AnythingSearch>().AddSingleton(all => new ConsoleGuard(
            all.GetRequiredService<IAntiforgery>(), all.GetRequiredService<OperatorSessions>(), mode,
            all.GetRequiredService<ILogger<ConsoleGuard>>()));
    }

    // Phones know nothing of a sandbox's clock, and a wait is real.
    static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<OperatorSessions>();
        services.AddSingleton(all => new OperatorInvitations(
            all.GetRequiredService<NpgsqlDataSource>(), all.GetRequiredService<MasterKeys>(), TimeProvider.System));
        services.AddSingleton(all => new OperatorSignIn(
            all.GetRequiredService<NpgsqlDataSource>(), all.GetRequiredService<MasterKeys>(),
            new FailedTries(TimeProvider.System), TimeProvider.System,
            all.GetRequiredService<ILogger<OperatorSignIn>>()));
        services.AddSingleton(all => new OpenIdSignIn(
            all.GetRequiredService<NpgsqlDataSource>(), new FailedTries(TimeProvider.System),
            all.GetRequiredService<ILogger<OpenIdSignIn>>()));
    }

    public static RouteGroupBuilder MapConsole(this RouteGroupBuilder operators, Mode mode)
    {
        var group = operators.MapGroup(Prefix);
        var services = ((IEndpointRouteBuilder)group).ServiceProvider;
        AssetFiles.Map(group);

        var paths = new ConsolePaths(group, services.GetRequiredService<ConsoleGuard>());
        OverviewPages.Map(paths);
        InquiryPages.Map(paths);
        BillPages.Map(paths);
        DisbursementPages.Map(paths);
        CallbackPages.Map(paths);
        InvoicePages.Map(paths);
        PartnerPages.Map(paths);
        TermPages.Map(paths);
        CredentialPages.Map(paths);
        RoutePages.Map(paths, mode is Mode.Sandbox);
        RequestPages.Map(paths);
        AuditPages.Map(paths);
        SettingPages.Map(paths, mode);
        LabPages.Map(paths);
        SearchPages.Map(paths);
        SignInPages.Map(paths);
        if (services.GetService<OpenIdProvider>() is not null)
            OpenIdPages.Map(paths);

        AccountPages.Map(paths);
        OperatorPages.Map(paths);
        LookPages.Map(paths);
        paths.MapRest();
        return operators;
    }
}
