namespace TwinPlatform.Metrics.Dashboard;

/// <summary>Whole days of UTC, the last of which is today.</summary>
/// <param name="FirstDay">The first day.</param>
/// <param name="LastDay">Today.</param>
internal readonly record struct Period(DateOnly FirstDay, DateOnly LastDay)
{
    public const int DefaultDays = 30;
    public const int MaxDays = 365;

    public DateTimeOffset From => MidnightOf(FirstDay);

    public DateTimeOffset Until => MidnightOf(LastDay.AddDays(1));

    public static Period Of(int days, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return new Period(today.AddDays(1 - days), today);
    }

    private static DateTimeOffset MidnightOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
