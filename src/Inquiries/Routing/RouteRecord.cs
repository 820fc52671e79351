namespace Periksa.Inquiries.Routing;

/// <summary>How one route has done of late with one bank, on this host.</summary>
sealed class RouteRecord(TimeProvider clock)
{
    /// <summary>Fewer say nothing.</summary>
    public const int SamplesMinimum = 10;

    const int SamplesMaximum = 64;

    // More than half of the questions fail, as far as can be told from so few.
    const double FailingFrom = 0.5;

    static readonly TimeSpan SampleAge = TimeSpan.FromMinutes(1);
    static readonly TimeSpan PauseMinimum = TimeSpan.FromSeconds(2);
    static readonly TimeSpan PauseMaximum = TimeSpan.FromMinutes(1);
    static readonly TimeSpan BusyMinimum = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan BusyMaximum = TimeSpan.FromSeconds(8);

    readonly Lock _lock = new();
    readonly Queue<(DateTimeOffset At, bool IsGood)> _samples = new();
    readonly Queue<double> _times = new();

    TimeSpan _pause = TimeSpan.Zero;
    TimeSpan _busyPause = TimeSpan.Zero;
    DateTimeOffset _probeAt = DateTimeOffset.MaxValue;
    DateTimeOffset _busyUntil = DateTimeOffset.MinValue;
    bool _isUnhealthy;
    bool _isProbed;

    /// <summary>Why it is not to be asked now; <c>null</c> where it may be.</summary>
    public SkipReason? Look()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            return now < _busyUntil ? SkipReason.Busy
                : _isUnhealthy && now < _probeAt ? SkipReason.Unhealthy
                : null;
        }
    }

    /// <summary>The same for whoever is going to ask it. Of an unhealthy one a question is let through now and then, to
    /// see: the next is not.</summary>
    public SkipReason? Admit()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now < _busyUntil)
                return SkipReason.Busy;

            if (!_isUnhealthy)
                return null;

            if (now < _probeAt)
                return SkipReason.Unhealthy;

            (_isProbed, _probeAt) = (true, now + _pause);   // and another then, should this one say nothing
            return null;
        }
    }

    /// <summary>The part of its questions that failed, for choosing the least bad.</summary>
    public double Failing
    {
        get
        {
            lock (_lock)
            {
                Age(clock.GetUtcNow());
                return _samples.Count == 0 ? 0 : (double)_samples.Count(one => !one.IsGood) / _samples.Count;
            }
        }
    }

    /// <summary>The time within which 95 of 100 answers came; <c>null</c> while there are too few to tell.</summary>
    public TimeSpan? Slow
    {
        get
        {
            lock (_lock)
            {
                if (_times.Count < SamplesMinimum)
                    return null;

                double[] sorted = [.. _times.Order()];
                return TimeSpan.FromMilliseconds(sorted[(int)Math.Ceiling(sorted.Length * 0.95) - 1]);
            }
        }
    }

    public void Good(TimeSpan took)
    {
        lock (_lock)
        {
            _times.Enqueue(took.TotalMilliseconds);
            if (_times.Count > SamplesMaximum)
                _times.Dequeue();

            (_busyPause, _busyUntil) = (TimeSpan.Zero, DateTimeOffset.MinValue);
            if (_isUnhealthy)
            {
                _samples.Clear();   // of what it was before
                (_isUnhealthy, _pause) = (false, TimeSpan.Zero);
            }

            Add(isGood: true);
        }
    }

    public void Bad()
    {
        lock (_lock)
        {
            var now = Add(isGood: false);
            var failed = _samples.Count(one => !one.IsGood);
            if (!_isUnhealthy
                && (_samples.Count < SamplesMinimum || Wilson.LowerBound(failed, _samples.Count) < FailingFrom))
            {
                return;
            }

            // Those that were under way when it was found out are no reason to wait longer.
            if (_isUnhealthy && !_isProbed)
                return;

            _pause = Longer(_pause, PauseMinimum, PauseMaximum);
            (_isUnhealthy, _isProbed, _probeAt) = (true, false, now + _pause);
        }
    }

    public void Busy()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now < _busyUntil)
                return;

            _busyPause = Longer(_busyPause, BusyMinimum, BusyMaximum);
            _busyUntil = now + _busyPause;
        }
    }

    DateTimeOffset Add(bool isGood)
    {
        var now = clock.GetUtcNow();
        Age(now);
        _samples.Enqueue((now, isGood));
        if (_samples.Count > SamplesMaximum)
            _samples.Dequeue();

        return now;
    }

    void Age(DateTimeOffset now)
    {
        while (_samples.TryPeek(out var oldest) && now - oldest.At > SampleAge)
            _samples.Dequeue();
    }

    static TimeSpan Longer(TimeSpan pause, TimeSpan minimum, TimeSpan maximum)
    {
        var twice = pause * 2;
        return twice < minimum ? minimum : twice > maximum ? maximum : twice;
    }
}
