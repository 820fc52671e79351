namespace Periksa.Postgres.Server;

/// <summary>The database cannot be had. The message is one sentence that tells an operator what to do.</summary>
public sealed class ServerException(string message, Exception? inner = null) : Exception(message, inner);
