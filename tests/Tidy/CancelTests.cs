namespace Periksa.Tests.Tidy;

/// <summary>A commit that is cancelled while it waits for a standby is reported as done although it was never
/// replicated.</summary>
public class CancelTests
{
    static readonly string[] Writing = ["CommitAsync(", "SaveAsync(", "CompleteAsync("];

    [Fact]
    public void Nobody_hands_a_token_to_a_commit() => (
        from file in Tree.FilesEnding(".cs")
        where file.StartsWith("src/", StringComparison.Ordinal)
        from line in Tree.Lines(file).Index()
        where Array.Exists(Writing, word => line.Item.Contains(word + "cancel", StringComparison.Ordinal))
            || line.Item.Contains("CommitAsync(stopping", StringComparison.Ordinal)
        select $"{file}:{line.Index + 1}").MustBeNone();
}
