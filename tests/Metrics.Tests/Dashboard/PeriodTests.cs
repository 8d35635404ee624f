using TwinPlatform.Metrics.Dashboard;

namespace TwinPlatform.Metrics.Tests.Dashboard;

public sealed class PeriodTests
{
    [Theory]
    [InlineData(1, "2026-03-01T00:00:00+00:00", "2026-03-01", "2026-03-01")]
    [InlineData(1, "2026-03-01T23:59:59+00:00", "2026-03-01", "2026-03-01")]
    [InlineData(2, "2026-03-01T12:00:00+00:00", "2026-02-28", "2026-03-01")]
    [InlineData(30, "2026-03-01T12:00:00+00:00", "2026-01-31", "2026-03-01")]
    [InlineData(365, "2026-12-31T12:00:00+00:00", "2026-01-01", "2026-12-31")]
    [InlineData(1, "2026-03-01T01:00:00+02:00", "2026-02-28", "2026-02-28")]
    public void A_period_is_whole_days_of_utc_up_to_today(int days, string now, string first, string last)
    {
        var period = Period.Of(days, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal((Day(first), Day(last)), (period.FirstDay, period.LastDay));
        Assert.Equal(days, (period.Until - period.From).TotalDays);
        Assert.Equal(TimeSpan.Zero, period.From.Offset);
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
