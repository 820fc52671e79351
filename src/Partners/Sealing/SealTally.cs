namespace Periksa.Partners.Sealing;

/// <summary>Which sealed secrets open, counted: one that does not is its row's fault, and when none does the master key
/// is the wrong one.</summary>
sealed class SealTally(MasterKeys keys)
{
    int _opened;
    int _shut;
    int _openedByCurrent;
    int _shutByCurrent;

    /// <summary>True if secrets name the current master key and it opens none of them, or nothing opens at
    /// all.</summary>
    public static bool IsKeyWrong(params IReadOnlyCollection<SealTally> tallies) =>
        (tallies.Sum(one => one._shut) > 0 && tallies.Sum(one => one._opened) == 0)
        || (tallies.Sum(one => one._shutByCurrent) > 0 && tallies.Sum(one => one._openedByCurrent) == 0);

    /// <summary>The number of secrets that no key opened.</summary>
    public int Shut => _shut;

    public byte[]? Open(byte[] whole, string place)
    {
        var secret = keys.Open(whole, place);
        var isCurrent = keys.IsUnderCurrent(whole);
        if (secret is null)
        {
            _shut++;
            _shutByCurrent += isCurrent ? 1 : 0;
            return null;
        }

        _opened++;
        _openedByCurrent += isCurrent ? 1 : 0;
        return secret;
    }
}
