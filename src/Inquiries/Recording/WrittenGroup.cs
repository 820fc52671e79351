using Periksa.Postgres.Groups;

namespace Periksa.Inquiries.Recording;

/// <summary>A group, and how far it is written.</summary>
sealed class WrittenGroup
{
    readonly InquiryEntry?[] _entries;
    readonly HashSet<InquiryId> _doubted = [];
    readonly bool _wasLost;
    List<int> _places;

    public WrittenGroup(Attempt<InquiryLogItem> attempt)
    {
        (Key, MayBeThere, LockPatience) = (attempt.Key, attempt.MayBeThere, attempt.LockPatience);
        _wasLost = attempt.MayBeThere;
        Left = [.. attempt.Items];
        _entries = new InquiryEntry?[Left.Count];
        _places = [.. Enumerable.Range(0, Left.Count)];
    }

    public long Key { get; }

    public TimeSpan LockPatience { get; }

    /// <summary>True if some of the group may already be recorded.</summary>
    public bool MayBeThere { get; set; }

    /// <summary>Those without an entry. All are of one kind of work.</summary>
    public List<InquiryLogItem> Left { get; private set; }

    /// <summary>The invoice of each line that is left, where lines are all that this kind of work adds to an
    /// invoice.</summary>
    public IEnumerable<(PartnerId Partner, DateOnly Day)> Billed => Left[0].Work is Work.Free
        ? Left.Where(item => item.Record.Price is not null).Select(item => (item.Partner, item.Id.Day))
        : [];

    /// <summary>Those who have held their day key since an earlier try.</summary>
    public IReadOnlyCollection<Guid> OwnKeys { get; set; } = [];

    public IReadOnlyList<InquiryEntry> Entries => Array.ConvertAll(_entries, entry => entry!.Value);

    /// <summary>False once for what is refused after a try whose word was lost: that one may have come through since
    /// it was looked for, and is what refuses this. Whoever looks again sees it.</summary>
    /// <param name="place">Among those <see cref="Left"/>.</param>
    public bool IsCertain(int place, InquiryEntry entry) =>
        !_wasLost || entry.Verdict is InquiryVerdict.Recorded || !_doubted.Add(Left[place].Id);

    /// <param name="place">Among those <see cref="Left"/>.</param>
    public void Answer(int place, InquiryEntry entry) => _entries[_places[place]] = entry;

    /// <summary>Drops those with an answer from <see cref="Left"/>.</summary>
    public void Dismiss()
    {
        if (!_places.Exists(place => _entries[place] is not null))
            return;

        Left = [.. Left.Where((_, i) => _entries[_places[i]] is null)];
        _places = _places.FindAll(place => _entries[place] is null);
    }
}
