namespace Periksa.Operators.Bills;

/// <summary>Bills of which it is forgotten whom they were sent to and what for.</summary>
public sealed record ForgottenBills
{
    /// <summary>Those that were made before this WIB day; <c>null</c> where one was named.</summary>
    public DateOnly? Before { get; init; }

    /// <summary>The biller; <c>null</c> for everybody's.</summary>
    public string? Partner { get; init; }

    /// <summary>How many were forgotten.</summary>
    public required int Count { get; init; }

    /// <summary>How many are kept, for they can still be paid; <c>null</c> where that was not counted. 10,000 means as
    /// many or more, here and below.</summary>
    public int? Payable { get; init; }

    /// <summary>How many are left for another run: because somebody was at them, or for there are many.</summary>
    public int? Left { get; init; }
}

/// <summary>Which bills are to be forgotten.</summary>
/// <param name="Before">Those that were made before this WIB day.</param>
/// <param name="Partner">Only this biller's; <c>null</c> for everybody's.</param>
public sealed record ForgetWish(DateOnly Before, string? Partner)
{
    /// <summary>True: they are only counted.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>At most so many batches of 1,000 at once; <c>null</c> for as many as there are.</summary>
    public int? BatchesMaximum { get; init; }
}
