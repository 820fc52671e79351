using Npgsql;

namespace Periksa.Partners;

/// <summary>Data that is read along with the reference cache, in its snapshot, when a number of its own has changed:
/// a sandbox's clock and its bank's accounts.</summary>
public interface ICompanionCache
{
    Task Read(NpgsqlConnection connection);
}
