namespace Periksa.Postgres;

/// <summary>The connection strings of a database, and the roles that use them.</summary>
/// <param name="Hosts">The server to use, as the role that serves; <c>null</c> or empty for a private one.</param>
/// <param name="Owner">The same server, as the role that owns the tables; <c>null</c> where one role is
/// both.</param>
/// <param name="Folder">Where a private one lives; <c>null</c> for the default.</param>
/// <param name="Migrates">Whether a host brings the schema up to date when it starts.</param>
public sealed record DatabaseAccess(
    string? Hosts, string? Owner = null, string? Folder = null, bool Migrates = true)
{
    public bool IsPrivate => string.IsNullOrWhiteSpace(Hosts);
}
