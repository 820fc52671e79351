namespace Periksa.Bench;

/// <summary>The web servers under measurement. They run all the time and take turns at being asked.</summary>
sealed class Peers(Peer periksa, Peer plain, Peer noStorage) : IAsyncDisposable
{
    // What helped it most of what was tried: with more connections, more of them wait for the one invoice row.
    const string PlainTuning = ";Maximum Pool Size=16;Max Auto Prepare=32;No Reset On Close=true";

    public Peer Periksa => periksa;

    public Peer Plain => plain;

    public Peer NoStorage => noStorage;

    public static async Task<Peers> Start(Place place)
    {
        var periksa = await Host(place, Databases.Periksa);
        await Databases.Run(place, Databases.Periksa, await File.ReadAllTextAsync(place.Load("periksa.sql")));

        return new(
            periksa,
            await PlainHost(place),
            await Peer.Start(place, place.Built("Periksa.Bench.NoStorage", "Periksa.Bench.NoStorage")));
    }

    /// <summary>Periksa itself, as `make run` builds it, over a database of the common server.</summary>
    public static Task<Peer> Host(
        Place place, string database, params (string Name, string Value)[] settings) => Peer.Start(
            place, place.Built("Periksa.Host", "periksa"),
            [("ConnectionStrings__Periksa", place.Connection(database)), .. settings]);

    public static Task<Peer> PlainHost(Place place) => Peer.Start(
        place, place.Built("Periksa.Bench.Plain", "Periksa.Bench.Plain"),
        ("ConnectionStrings__Plain", place.Connection(Databases.Plain) + PlainTuning));

    public async ValueTask DisposeAsync()
    {
        await periksa.DisposeAsync();
        await plain.DisposeAsync();
        await noStorage.DisposeAsync();
    }
}
