namespace Periksa;

/// <summary>A clock that shows real time and an offset.</summary>
public interface IShiftedClock
{
    TimeSpan Offset { get; }
}
