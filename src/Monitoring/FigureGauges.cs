using System.Diagnostics;
using System.Diagnostics.Metrics;
using Periksa.Postgres;

namespace Periksa.Monitoring;

/// <summary>The gauges of the figures that were read last. Nothing is shown before the first reading.</summary>
sealed class FigureGauges : IDisposable
{
    readonly Meter _meter = new(StoreTelemetry.Name);
    volatile Figures? _figures;
    long _readAt;

    public FigureGauges()
    {
        Count("periksa.callbacks.waiting", "{callback}", "Callbacks to be posted.", of => of.CallbacksWaiting);
        Count("periksa.callbacks.parked", "{callback}", "Callbacks that were given up.", of => of.CallbacksParked);
        Age("periksa.callbacks.oldest", "Age of the oldest callback that waits.", of => of.CallbacksOldestSeconds);
        Count("periksa.open.inquiries", "{inquiry}", "Inquiries without an outcome yet.", of => of.OpenInquiries);
        Age(
            "periksa.open.inquiries.oldest", "Age of the oldest inquiry without an outcome.",
            of => of.OpenInquiriesOldestSeconds);
        Count("periksa.open.payouts", "{payout}", "Payouts to be made or asked about.", of => of.OpenPayouts);
        Count("periksa.unpaid.invoices", "{invoice}", "Unpaid invoices of past days.", of => of.UnpaidInvoices);
        Count("periksa.deposits.low", "{deposit}", "Deposits of active partners that are low.", of => of.LowDeposits);
        Count("periksa.days.ahead", "{day}", "Days after today that have their tables.", of => of.DaysAhead);

        // There all the same where there was no proof yet: nobody knows.
        _meter.CreateObservableGauge(
            "periksa.proof.differences", () => _figures?.ProofDifferences ?? double.NaN, "{difference}",
            "What the last proof found; NaN where there was none yet.");
        Age("periksa.proof.age", "Time since the last proof ended.", of => of.ProofAgeSeconds);
        _meter.CreateObservableGauge(
            "periksa.figures.age",
            () => Shown<double>(_readAt > 0 ? Stopwatch.GetElapsedTime(Volatile.Read(ref _readAt)).TotalSeconds : null),
            "s", "How old the figures of the database are.");
    }

    public void Show(Figures figures)
    {
        _figures = figures;
        Volatile.Write(ref _readAt, Stopwatch.GetTimestamp());
    }

    public void Dispose() => _meter.Dispose();

    void Count(string name, string unit, string description, Func<Figures, long?> value) =>
        _meter.CreateObservableGauge(
            name, () => Shown<long>(_figures is { } read ? value(read) : null), unit, description);

    void Age(string name, string description, Func<Figures, double?> value) =>
        _meter.CreateObservableGauge(
            name, () => Shown<double>(_figures is { } read ? value(read) : null), "s", description);

    static IEnumerable<Measurement<T>> Shown<T>(T? value) where T : struct => value is { } known ? [new(known)] : [];
}
