using System.Text.Json;

namespace Periksa.Bench.Cluster;

/// <summary>Writes down what callers were told, and when.</summary>
sealed class Diary(Folder folder) : IDisposable
{
    readonly StreamWriter _acknowledged = new(folder.Acknowledged) { NewLine = "\n", AutoFlush = true };
    readonly List<Note> _notes = [];
    readonly Lock _gate = new();

    public IReadOnlyList<Note> Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes];
        }
    }

    /// <summary>One answer, or none.</summary>
    /// <param name="heard">What it acknowledged, if anything.</param>
    public void Write(string dialect, string code, TimeSpan wait, Heard? heard)
    {
        var now = TimeProvider.System.GetUtcNow();
        lock (_gate)
        {
            _notes.Add(new(now, dialect, code, wait, heard is not null));
            if (heard is not null)
                _acknowledged.WriteLine(JsonSerializer.Serialize(heard, HeardJson.Default.Heard));
        }
    }

    public void Dispose() => _acknowledged.Dispose();
}

/// <summary>That somebody was answered, or not.</summary>
readonly record struct Note(DateTimeOffset At, string Dialect, string Code, TimeSpan Wait, bool IsAcknowledged);
