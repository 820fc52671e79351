using Microsoft.AspNetCore.Connections;
using Periksa.Store;

namespace Periksa.Host;

/// <summary>Runs the host, and says in one sentence why it cannot.</summary>
static class Launch
{
    public static async Task<int> Guarded(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception e) when (e is ServerException or SettingsException)
        {
            return Refuse(e.Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Refuse($"{e.Message} Set ASPNETCORE_URLS to another, e.g. http://127.0.0.1:8090.");
        }
    }

    static int Refuse(string why)
    {
        Console.Error.WriteLine($"periksa: {why}");
        return 1;
    }
}
