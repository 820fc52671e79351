namespace Periksa.Wire.Snap.Tests;

public class TimestampVectors
{
    static readonly VectorFile Timestamps = new("timestamp");

    public static TheoryData<string> Read => Timestamps.Names(vector => vector.GroupType is "read");

    public static TheoryData<string> Written => Timestamps.Names(vector => vector.GroupType is "write");

    [Theory, MemberData(nameof(Read))]
    public void Are_read(string name)
    {
        var vector = Timestamps[name];
        var text = vector.Text("text");

        Assert.Equal(
            vector.IsValid,
            vector.Is("compatible")
                ? SnapTimestamp.TryParseCompatible(text, out var moment)
                : SnapTimestamp.TryParse(text, out moment));
        Assert.Equal(vector.IsValid ? Moment(vector) : default, ToMilliseconds(moment));
        Assert.Equal(vector.IsValid ? Offset(vector) : default, moment.Offset);
    }

    [Theory, MemberData(nameof(Written))]
    public void Are_written(string name)
    {
        var vector = Timestamps[name];
        var format = vector.Is("milliseconds") ? SnapTimestamp.Milliseconds : SnapTimestamp.Seconds;

        Assert.Equal(vector.Text("text"), SnapTimestamp.Write(Moment(vector), format, Offset(vector)));
    }

    static DateTimeOffset ToMilliseconds(DateTimeOffset moment) =>
        moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMillisecond));

    static DateTimeOffset Moment(Vector vector) =>
        DateTimeOffset.FromUnixTimeMilliseconds(vector.Number("unixMilliseconds"));

    static TimeSpan Offset(Vector vector) => TimeSpan.FromMinutes(vector.Number("offsetMinutes"));
}
