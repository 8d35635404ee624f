using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TwinPlatform.Platform.Problems;

namespace TwinPlatform.Platform.Paging;

/// <summary>The query parameters of every list.</summary>
/// <param name="Limit">Rows wanted, 1 to 100; 20 when absent.</param>
/// <param name="Cursor">The <c>nextCursor</c> of the page before; absent for the first page.</param>
public readonly record struct PageRequest([FromQuery(Name = "limit")] int? Limit, [FromQuery(Name = "cursor")] string? Cursor)
{
    /// <summary>Checks the parameters.</summary>
    /// <param name="page">Where to start and how many rows to read: one more than wanted, which shows whether there is a next page.</param>
    /// <param name="refusal">What to answer when they are not valid.</param>
    public bool TryRead(out Page page, [NotNullWhen(false)] out ProblemHttpResult? refusal)
    {
        page = default;
        refusal = null;
        if (Limit is < 1 or > 100)
        {
            refusal = Problem.BadRequest("request.invalid_limit", "\"limit\" must be between 1 and 100.");
            return false;
        }

        var cursor = PageCursor.Start;
        if (Cursor is not null && !PageCursor.TryParse(Cursor, null, out cursor))
        {
            refusal = Problem.BadRequest("request.invalid_cursor", "\"cursor\" must be the \"nextCursor\" of an earlier page, unchanged.");
            return false;
        }

        page = new Page(cursor.At, cursor.Id, Limit ?? 20);
        return true;
    }
}

/// <summary>A checked <see cref="PageRequest"/>.</summary>
/// <param name="BeforeAt">Rows older than this …</param>
/// <param name="BeforeId">… or of the same time with a smaller id.</param>
/// <param name="Limit">Rows to show.</param>
public readonly record struct Page(DateTimeOffset BeforeAt, Guid BeforeId, int Limit)
{
    /// <summary>Rows to read: one more than to show.</summary>
    public int ReadLimit => Limit + 1;

    /// <summary>Cuts what was read to what is shown, with the cursor of the next page.</summary>
    /// <typeparam name="T">The row.</typeparam>
    /// <param name="rows">At most <see cref="ReadLimit"/> rows, newest first.</param>
    /// <param name="position">The time and id a row is ordered by.</param>
    public (IReadOnlyList<T> Items, string? NextCursor) Cut<T>(IReadOnlyList<T> rows, Func<T, PageCursor> position) =>
        rows.Count <= Limit ? (rows, null) : ([.. rows.Take(Limit)], position(rows[Limit - 1]).ToString());
}
