using Periksa.Postgres.Server;

namespace Periksa.Inquiries.Recording;

/// <summary>The settings of the inquiry log.</summary>
public sealed class InquiryLogOptions
{
    /// <summary>Writers, each with a queue of its own and, while it writes, a connection. Half as many more write how
    /// open inquiries ended.</summary>
    public int Writers { get; init; } = 2;

    /// <summary>Records in one statement at most.</summary>
    public int GroupLimit { get; init; } = 512;

    /// <summary>Records that may wait for one writer. When as many do, the next is refused at once: a fraction of a
    /// second's work is waiting already, and more would only make everybody late.</summary>
    public int QueueLimit { get; init; } = 4096;

    /// <summary>The longest time a record may wait for a database that is out of reach.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>These options, if an inquiry log can work with them.</summary>
    public InquiryLogOptions Checked() => this is { Writers: >= 1 and <= 16, GroupLimit: >= 1, QueueLimit: >= 1 }
        ? this
        : throw new ServerException("Periksa__Journal__… takes 1 to 16 Writers, and limits of at least 1.");
}
