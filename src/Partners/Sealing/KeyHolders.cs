using Dapper;
using Npgsql;

namespace Periksa.Partners.Sealing;

/// <summary>Which of the hosts that run have a master key: on one that does not, what is sealed under it opens
/// nothing.</summary>
public static class KeyHolders
{
    // A host that has not been seen for so long has stopped, or is not ready: nobody is sent there. One of a build that
    // tells no prints counts as not having the key, whatever it is called.
    const string Without = """
        select name from hosts
        where seen_at > clock_timestamp() - interval '5 seconds'
          and not (@current = any (keys) and @print = any (key_prints))
        order by name limit 1
        """;

    const string Others = """
        select name from hosts
        where seen_at > clock_timestamp() - interval '5 seconds' and key_prints[1] is distinct from @print
        order by name
        """;

    /// <summary>A host that runs and does not have the current key; <c>null</c> if all of them do.</summary>
    public static Task<string?> FindWithout(NpgsqlConnection connection, MasterKeys keys) =>
        connection.QuerySingleOrDefaultAsync<string>(
            Without, new { current = keys.Current, print = keys.CurrentPrint });

    /// <summary>Hosts that run and seal with another key.</summary>
    public static async Task<IReadOnlyList<string>> ListOthers(NpgsqlConnection connection, MasterKeys keys) =>
        (await connection.QueryAsync<string>(Others, new { print = keys.CurrentPrint })).AsList();

    /// <summary>What to do about such a host, as the rest of a sentence that names it.</summary>
    public static string Remedy(MasterKeys keys) =>
        $"does not have the master key {keys.Current} as it is here, and could not open what is sealed with it: start "
        + "that host with this key among its Periksa__FormerMasterKeys first (one of an older version does not tell "
        + "what it has: upgrade it), or take the hosts' Periksa__MasterKey here.";
}
