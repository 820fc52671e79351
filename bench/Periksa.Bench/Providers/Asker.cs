using System.Globalization;

namespace Periksa.Bench.Providers;

/// <summary>What a caller heard.</summary>
enum Heard
{
    Found,

    /// <summary>That it is not known yet.</summary>
    Later,

    Other,
}

/// <summary>Asks in one dialect whose account it is, each time about another.</summary>
abstract class Asker(Uri address, TimeSpan budget) : IDisposable
{
    /// <summary>Whoever hears nothing asks no less.</summary>
    const int Connections = 8_192;

    static readonly long Run = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    static long _asked = 1_000_000_000;

    /// <summary>The time that the dialect has for its answer.</summary>
    public TimeSpan Budget => budget;

    protected HttpClient Http { get; } = Inquirer.Connect(address, Connections);

    public async Task<Heard> Ask(string bank)
    {
        var account = Interlocked.Increment(ref _asked).ToString(CultureInfo.InvariantCulture);
        using var question = Question(bank, account, $"{Run}{account}");
        using var response = await Http.SendAsync(question);
        return Read(response, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The same of a bank whose accounts are all found.</summary>
    public async Task Find(string bank)
    {
        if (await Ask(bank) is var heard and not Heard.Found)
            throw new InvalidOperationException($"{address} was asked about an account that is there: {heard}.");
    }

    public void Dispose() => Http.Dispose();

    /// <param name="id">No other question's.</param>
    protected abstract HttpRequestMessage Question(string bank, string account, string id);

    protected abstract Heard Read(HttpResponseMessage response, string body);
}
