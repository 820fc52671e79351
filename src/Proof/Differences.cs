namespace Periksa.Proof;

/// <summary>The differences that a law found.</summary>
sealed class Differences
{
    // A broken book may differ everywhere; the first of each kind are enough to see how.
    const int ShownMaximum = 100;

    readonly List<string> _shown = [];

    public long Count { get; private set; }

    public void Add(string sentence)
    {
        Count++;
        if (_shown.Count < ShownMaximum)
            _shown.Add(sentence);
    }

    public void Add(Differences others)
    {
        _shown.AddRange(others._shown.Take(ShownMaximum - _shown.Count));
        Count += others.Count;
    }

    public void Tell(Action<string> tell) => _shown.ForEach(sentence => tell($"  {sentence}"));
}
