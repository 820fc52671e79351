namespace Periksa;

/// <summary>Why a bank would not pay into an account.</summary>
public enum AccountAbsence
{
    Unknown,
    Closed,
    Dormant,

    /// <summary>Somebody has forbidden to pay into it.</summary>
    Blocked,
}
