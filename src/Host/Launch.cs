using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Npgsql;
using Periksa.Postgres;
using Periksa.Postgres.Server;

namespace Periksa.Host;

/// <summary>Runs the host, and says in one sentence why it cannot.</summary>
static class Launch
{
    const int Interrupted = 130;   // what shells expect of a program that Ctrl-C ended

    /// <param name="run">Given a token that Ctrl-C cancels, for as long as there is no host yet to heed it.</param>
    public static async Task<int> Guarded(Func<CancellationToken, Task> run)
    {
        using var early = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);

        try
        {
            await run(early.Token);
            return 0;
        }
        catch (OperationCanceledException) when (early.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (SettingsException e)
        {
            return Refuse(e.Message, e.ExitCode);
        }
        catch (ServerException e)
        {
            return Refuse(e.Message);
        }
        catch (NpgsqlException e)
        {
            return Refuse(Refusals.Explain(e).Message);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            return Refuse($"{e.Message} Set ASPNETCORE_URLS to another, e.g. http://127.0.0.1:8090.");
        }

        // Cancelled here, the process is not ended on the spot: whatever was started is stopped on the way out.
        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = true;
            early.Cancel();
        }
    }

    static int Refuse(string why, int exitCode = 1)
    {
        Console.Error.WriteLine($"periksa: {why}");
        return exitCode;
    }
}
