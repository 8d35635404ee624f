using TwinPlatform.Vectors.Local.Wire;

namespace TwinPlatform.Vectors.Local.ControlPlane;

/// <summary>Every route about indexes themselves. Pinecone serves them at another host; here they are beside the indexes.</summary>
internal static class ControlPlaneEndpoints
{
    public static void MapControlPlane(this WebApplication app)
    {
        var indexes = app.MapGroup("/indexes");
        indexes.AnswerAsControlPlane();

        indexes.MapPost("/", CreateIndex.Handle);
        indexes.MapGet("/", ListIndexes.Handle);
        indexes.MapGet("/{name}", DescribeIndex.Handle);
        indexes.MapPatch("/{name}", ConfigureIndex.Handle);
        indexes.MapDelete("/{name}", DeleteIndex.Handle);
    }
}
