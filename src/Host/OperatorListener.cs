using Periksa.Wire.Http;

namespace Periksa.Host;

/// <summary>Where operators come in: by addresses of their own, or, in a sandbox that is given none, by the callers'.
/// Whatever is mapped with <see cref="MapOperators"/> is served here and nowhere else.</summary>
/// <remarks>Which listener a request came in by is read off its connection's port: whatever a request says of itself,
/// such as Host, its sender chooses.</remarks>
sealed class OperatorListener
{
    /// <summary>In production.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8081";

    const string Name = "Periksa:Operator:Urls";
    const string Setting = "Periksa__Operator__Urls";

    readonly HashSet<int> _ports = [];
    readonly bool _isSandbox;

    OperatorListener(IConfiguration settings, Mode mode)
    {
        _isSandbox = mode is Mode.Sandbox;
        var given = settings[Name] is { Length: > 0 } urls ? urls : _isSandbox ? "" : DefaultUrl;
        Urls = Addresses.Split(given);
        foreach (var url in Urls)
            _ports.Add(Port(url));

        if (!Settings.MayServeAnybody(settings, mode)
            && Urls.FirstOrDefault(url => !Addresses.IsLoopback(url, Setting)) is { } open)
        {
            throw new SettingsException(
                $"A sandbox does not serve its operators at {open}: set {Setting} to a loopback address, or leave it "
                + "out.");
        }
    }

    /// <summary>Its own addresses; none where it has the callers'.</summary>
    public IReadOnlyList<string> Urls { get; }

    /// <summary>False where operators come in by the callers' addresses.</summary>
    public bool IsApart => _ports.Count > 0;

    /// <summary>Has the server listen there, too, and paths kept apart.</summary>
    public static OperatorListener Add(WebApplicationBuilder builder, Mode mode)
    {
        var settings = builder.Configuration;
        var listener = new OperatorListener(settings, mode);
        var callers = Addresses.OfCallers(settings);
        listener.RefuseShared(callers);
        foreach (var url in listener.Urls)
        {
            if (Addresses.Hindrance(Addresses.Parse(url, Setting)) is { } why)
            {
                throw new SettingsException(
                    $"Operators cannot be served at {url}: {why}. Set {Setting} to another address.");
            }
        }

        // What is listed here switches the plain addresses off, so the listener's are added to whichever counts.
        if (settings.GetSection(Addresses.Endpoints).GetChildren().Any())
        {
            foreach (var (i, url) in listener.Urls.Index())
                settings[$"{Addresses.Endpoints}:PeriksaOperator{i}:Url"] = url;
        }
        else if (listener.IsApart)
        {
            builder.WebHost.UseUrls([.. callers, .. listener.Urls]);
        }

        builder.Services.AddSingleton(listener).AddSingleton<MatcherPolicy, ListenerPolicy>();
        return listener;
    }

    /// <summary>As hosts of these settings have it.</summary>
    public static OperatorListener Read(IConfiguration settings, Mode mode) => new(settings, mode);

    /// <summary>Refuses addresses at which no host could serve operators, whoever has them now.</summary>
    public static void RefuseBad(IConfiguration settings, Mode mode) =>
        new OperatorListener(settings, mode).RefuseShared(Addresses.OfCallers(settings));

    void RefuseShared(IReadOnlyList<string> callers)
    {
        if (callers.FirstOrDefault(url => _ports.Contains(Addresses.Parse(url, "ASPNETCORE_URLS").Port)) is { } shared)
        {
            throw new SettingsException(
                $"Operators and callers cannot share a port, and {shared} is the callers': set {Setting} to another, "
                + $"e.g. {DefaultUrl}.");
        }
    }

    /// <summary>A group of paths for operators.</summary>
    public RouteGroupBuilder MapOperators(WebApplication app)
    {
        var group = app.MapGroup("").WithMetadata(new ServedTo(Side.Operators));
        if (IsApart)
            group.MapFallback("/{**path}", ServedPaths.Hide);

        return group;
    }

    /// <summary>True if a request by this connection may hear of what is served to that side.</summary>
    public bool Serves(HttpContext http, Side side) => side switch
    {
        Side.Both => true,
        Side.Callers => !IsOperators(http),
        Side.Operators => IsHere(http) && (!_isSandbox || LocalCaller.IsDirect(http)),
    };

    /// <summary>True of a sandbox's stranger, who came in where operators do, and is served what a key opens.</summary>
    public bool MaySignIn(HttpContext http, Side side) => _isSandbox && side is Side.Operators && IsHere(http);

    /// <summary>True of an address of the operators' own.</summary>
    public bool Has(BindingAddress address) => _ports.Contains(address.Port);

    bool IsHere(HttpContext http) => IsOperators(http) || !IsApart;

    bool IsOperators(HttpContext http) => IsApart && _ports.Contains(http.Connection.LocalPort);

    static int Port(string url) => Addresses.Parse(url, Setting) is
        { IsUnixPipe: false, IsNamedPipe: false, Port: > 0, PathBase: "" } address
        ? address.Port
        : throw new SettingsException($"{Setting} takes addresses with a port, such as {DefaultUrl}; not '{url}'.");
}
